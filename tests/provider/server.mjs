// The certified provider, as the tests need it: one client, any login name, back-channel logout.
// Usage: node server.mjs PORT REDIRECT_URI BACKCHANNEL_URI SECRET
import { Provider } from "oidc-provider";

const [port, redirectUri, backchannelUri, secret] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "dxpool",
      client_secret: secret,
      redirect_uris: [redirectUri],
      backchannel_logout_uri: backchannelUri,
      backchannel_logout_session_required: true,
    },
  ],
  features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
  pkce: { required: () => true },
  // Its own dispatcher calls no loopback address; here everybody lives on one.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});
provider.on("backchannel.error", (_, error) => console.error("backchannel", error.message));
provider.on("server_error", (_, error) => console.error("server", error.message));
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
