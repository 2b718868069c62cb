// The page works without any of this; each module makes one thing more convenient.
import { keepDrafts } from "./autosave.js";
import { keepOnDevice } from "./drafts.js";
import { moveFocusAfterSwaps } from "./focus.js";
import { closeMenus } from "./menu.js";
import { offerPasskeys } from "./passkeys.js";
import { sendCsrfToken, tellFailures } from "./requests.js";
import { nameCells } from "./tables.js";

sendCsrfToken();
tellFailures();
moveFocusAfterSwaps();
closeMenus();
nameCells();
keepDrafts();
keepOnDevice();
offerPasskeys();
