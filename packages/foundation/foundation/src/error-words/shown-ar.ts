import { type ErrorCatalogue, type SayError, wordsOf } from '../errors/error-words.ts';
import canvas from './ar/canvas.json' with { type: 'json' };
import client from './ar/client.json' with { type: 'json' };
import decision from './ar/decision.json' with { type: 'json' };
import decisions from './ar/decisions.json' with { type: 'json' };
import definition from './ar/definition.json' with { type: 'json' };
import expression from './ar/expression.json' with { type: 'json' };
import home from './ar/home.json' with { type: 'json' };
import imports from './ar/imports.json' with { type: 'json' };
import page from './ar/page.json' with { type: 'json' };
import phrases from './ar/phrases.json' with { type: 'json' };
import plinth from './ar/plinth.json' with { type: 'json' };
import process from './ar/process.json' with { type: 'json' };
import processModel from './ar/process-model.json' with { type: 'json' };
import processes from './ar/processes.json' with { type: 'json' };
import rename from './ar/rename.json' with { type: 'json' };
import session from './ar/session.json' with { type: 'json' };

/** What errors that are raised in a browser say in Arabic. */
export const shownErrors: ErrorCatalogue = {
  language: 'ar',
  isolated: true,
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

/** Says in Arabic the errors that are raised in a browser. */
export const sayShown: SayError = (code, parameters) => wordsOf(shownErrors, code, parameters);
