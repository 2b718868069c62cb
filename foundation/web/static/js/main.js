// The page works without any of this; each module makes one thing more convenient.
import { keepDrafts } from "./autosave.js";
import { keepOnDevice } from "./drafts.js";
import { moveFocusAfterSwaps } from "./focus.js";
import { closeMenuOnEscape } from "./menu.js";
import { sendCsrfToken, tellFailures } from "./requests.js";

sendCsrfToken();
tellFailures();
moveFocusAfterSwaps();
closeMenuOnEscape();
keepDrafts();
keepOnDevice();
