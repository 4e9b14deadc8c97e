import type { ErrorCatalogue } from '../errors/error-words.ts';
import application from './ar/application.json' with { type: 'json' };
import canvas from './ar/canvas.json' with { type: 'json' };
import cli from './ar/cli.json' with { type: 'json' };
import client from './ar/client.json' with { type: 'json' };
import connections from './ar/connections.json' with { type: 'json' };
import connectors from './ar/connectors.json' with { type: 'json' };
import copybook from './ar/copybook.json' with { type: 'json' };
import database from './ar/database.json' with { type: 'json' };
import decision from './ar/decision.json' with { type: 'json' };
import decisions from './ar/decisions.json' with { type: 'json' };
import definition from './ar/definition.json' with { type: 'json' };
import eventBus from './ar/event-bus.json' with { type: 'json' };
import events from './ar/events.json' with { type: 'json' };
import exports from './ar/exports.json' with { type: 'json' };
import expression from './ar/expression.json' with { type: 'json' };
import files from './ar/files.json' with { type: 'json' };
import functions from './ar/functions.json' with { type: 'json' };
import gateway from './ar/gateway.json' with { type: 'json' };
import home from './ar/home.json' with { type: 'json' };
import humanWork from './ar/human-work.json' with { type: 'json' };
import imports from './ar/imports.json' with { type: 'json' };
import introspection from './ar/introspection.json' with { type: 'json' };
import longOperations from './ar/long-operations.json' with { type: 'json' };
import mail from './ar/mail.json' with { type: 'json' };
import objectStorage from './ar/object-storage.json' with { type: 'json' };
import outgoing from './ar/outgoing.json' with { type: 'json' };
import page from './ar/page.json' with { type: 'json' };
import phrases from './ar/phrases.json' with { type: 'json' };
import plinth from './ar/plinth.json' with { type: 'json' };
import process from './ar/process.json' with { type: 'json' };
import processModel from './ar/process-model.json' with { type: 'json' };
import processStore from './ar/process-store.json' with { type: 'json' };
import processes from './ar/processes.json' with { type: 'json' };
import receivers from './ar/receivers.json' with { type: 'json' };
import records from './ar/records.json' with { type: 'json' };
import registry from './ar/registry.json' with { type: 'json' };
import rename from './ar/rename.json' with { type: 'json' };
import repository from './ar/repository.json' with { type: 'json' };
import secrets from './ar/secrets.json' with { type: 'json' };
import server from './ar/server.json' with { type: 'json' };
import session from './ar/session.json' with { type: 'json' };
import settings from './ar/settings.json' with { type: 'json' };
import tenancy from './ar/tenancy.json' with { type: 'json' };
import triggers from './ar/triggers.json' with { type: 'json' };
import webhooks from './ar/webhooks.json' with { type: 'json' };

/** Everything that errors say in Arabic. */
export const arabic: ErrorCatalogue = {
  language: 'ar',
  isolated: true,
  words: {
    ...application,
    ...canvas,
    ...cli,
    ...client,
    ...connections,
    ...connectors,
    ...copybook,
    ...database,
    ...decision,
    ...decisions,
    ...definition,
    ...eventBus,
    ...events,
    ...exports,
    ...expression,
    ...files,
    ...functions,
    ...gateway,
    ...home,
    ...humanWork,
    ...imports,
    ...introspection,
    ...longOperations,
    ...mail,
    ...objectStorage,
    ...outgoing,
    ...page,
    ...plinth,
    ...process,
    ...processModel,
    ...processStore,
    ...processes,
    ...receivers,
    ...records,
    ...registry,
    ...rename,
    ...repository,
    ...secrets,
    ...server,
    ...session,
    ...settings,
    ...tenancy,
    ...triggers,
    ...webhooks,
  },
  phrases,
};
