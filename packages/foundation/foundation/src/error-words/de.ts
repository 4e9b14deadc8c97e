import type { ErrorCatalogue } from '../errors/error-words.ts';
import application from './de/application.json' with { type: 'json' };
import canvas from './de/canvas.json' with { type: 'json' };
import cli from './de/cli.json' with { type: 'json' };
import client from './de/client.json' with { type: 'json' };
import connections from './de/connections.json' with { type: 'json' };
import connectors from './de/connectors.json' with { type: 'json' };
import copybook from './de/copybook.json' with { type: 'json' };
import database from './de/database.json' with { type: 'json' };
import decision from './de/decision.json' with { type: 'json' };
import decisions from './de/decisions.json' with { type: 'json' };
import definition from './de/definition.json' with { type: 'json' };
import eventBus from './de/event-bus.json' with { type: 'json' };
import events from './de/events.json' with { type: 'json' };
import exports from './de/exports.json' with { type: 'json' };
import expression from './de/expression.json' with { type: 'json' };
import files from './de/files.json' with { type: 'json' };
import functions from './de/functions.json' with { type: 'json' };
import gateway from './de/gateway.json' with { type: 'json' };
import home from './de/home.json' with { type: 'json' };
import humanWork from './de/human-work.json' with { type: 'json' };
import imports from './de/imports.json' with { type: 'json' };
import introspection from './de/introspection.json' with { type: 'json' };
import longOperations from './de/long-operations.json' with { type: 'json' };
import mail from './de/mail.json' with { type: 'json' };
import objectStorage from './de/object-storage.json' with { type: 'json' };
import outgoing from './de/outgoing.json' with { type: 'json' };
import page from './de/page.json' with { type: 'json' };
import phrases from './de/phrases.json' with { type: 'json' };
import plinth from './de/plinth.json' with { type: 'json' };
import process from './de/process.json' with { type: 'json' };
import processModel from './de/process-model.json' with { type: 'json' };
import processStore from './de/process-store.json' with { type: 'json' };
import processes from './de/processes.json' with { type: 'json' };
import receivers from './de/receivers.json' with { type: 'json' };
import records from './de/records.json' with { type: 'json' };
import registry from './de/registry.json' with { type: 'json' };
import rename from './de/rename.json' with { type: 'json' };
import repository from './de/repository.json' with { type: 'json' };
import secrets from './de/secrets.json' with { type: 'json' };
import server from './de/server.json' with { type: 'json' };
import session from './de/session.json' with { type: 'json' };
import settings from './de/settings.json' with { type: 'json' };
import tenancy from './de/tenancy.json' with { type: 'json' };
import triggers from './de/triggers.json' with { type: 'json' };
import webhooks from './de/webhooks.json' with { type: 'json' };

/** Everything that errors say in German. */
export const german: ErrorCatalogue = {
  language: 'de',
  isolated: false,
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
