import { type ErrorCatalogue, type SayError, wordsOf } from '../errors/error-words.ts';
import canvas from './de/canvas.json' with { type: 'json' };
import client from './de/client.json' with { type: 'json' };
import decision from './de/decision.json' with { type: 'json' };
import decisions from './de/decisions.json' with { type: 'json' };
import definition from './de/definition.json' with { type: 'json' };
import expression from './de/expression.json' with { type: 'json' };
import home from './de/home.json' with { type: 'json' };
import imports from './de/imports.json' with { type: 'json' };
import page from './de/page.json' with { type: 'json' };
import phrases from './de/phrases.json' with { type: 'json' };
import plinth from './de/plinth.json' with { type: 'json' };
import process from './de/process.json' with { type: 'json' };
import processModel from './de/process-model.json' with { type: 'json' };
import processes from './de/processes.json' with { type: 'json' };
import rename from './de/rename.json' with { type: 'json' };
import session from './de/session.json' with { type: 'json' };

/** What errors that are raised in a browser say in German. */
export const shownErrors: ErrorCatalogue = {
  language: 'de',
  isolated: false,
  words: {
    ...canvas,
    ...client,
    ...decision,
    ...decisions,
    ...definition,
    ...expression,
    ...home,
    ...imports,
    ...page,
    ...plinth,
    ...process,
    ...processModel,
    ...processes,
    ...rename,
    ...session,
  },
  phrases,
};

/** Says in German the errors that are raised in a browser. */
export const sayShown: SayError = (code, parameters) => wordsOf(shownErrors, code, parameters);
