// The certified provider, as the tests need it: one client, any login name, back-channel logout, refresh tokens.
// A line on its standard input is a JSON list: the groups of everybody from then on.
// Usage: node server.mjs PORT REDIRECT_URI BACKCHANNEL_URI SECRET
import { createInterface } from "node:readline";
import { Provider } from "oidc-provider";

const [port, redirectUri, backchannelUri, secret] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
let groups = [];
createInterface({ input: process.stdin }).on("line", (line) => {
  groups = JSON.parse(line);
  console.log("groups", line);
});
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "dxpool",
      client_secret: secret,
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: [redirectUri],
      backchannel_logout_uri: backchannelUri,
      backchannel_logout_session_required: true,
    },
  ],
  features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
  pkce: { required: () => true },
  // Its own dispatcher calls no loopback address; here everybody lives on one.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, groups }) }),
  claims: { openid: ["sub", "groups"] },
  conformIdTokenClaims: false,
  issueRefreshToken: () => true,
});
provider.on("backchannel.error", (_, error) => console.error("backchannel", error.message));
provider.on("server_error", (_, error) => console.error("server", error.message));
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
