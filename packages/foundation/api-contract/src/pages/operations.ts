import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { ApplicationShell } from './application-shell.ts';
import { PagePlan } from './page-plan.ts';
import { QueryResult, QueryRunInput } from './query-result.ts';

/** A link to a draft, whose pages are then meant instead of the released ones. */
const preview = Type.Optional(Type.String({ minLength: 1, maxLength: 120 }));
const previewHeader = { preview: 'x-plinth-preview' } as const;

/** What surrounds the pages of an application, for the person who asks. */
export const getApplication = operation({
  id: 'application.get',
  summary: 'The released application as the signed-in person may use it: pages, entities, theme, translations.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/application',
  input: Type.Object({ locale: Type.Optional(Type.String({ maxLength: 35 })), preview }, { additionalProperties: false }),
  headers: previewHeader,
  output: ApplicationShell,
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  samples: true,
  errors: [],
});

/** What expressions of an open page read as `settings`, as it is now. */
export const getSettings = operation({
  id: 'application.settings',
  summary: 'What the environment tells the application, by key of the setting and without secrets, for whoever may open it.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/settings',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ values: ApplicationShell.properties.settings }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  samples: true,
  errors: [],
});

/** The application's own API, for whoever asks. */
export const applicationOpenApi = operation({
  id: 'application.openApi',
  summary: 'The OpenAPI 3.1 document of the application: the operations and fields that the roles of the caller show.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/openapi.json',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Record(Type.String(), Type.Unknown()),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [],
});

/** What the application tells of itself, for whoever asks. */
export const applicationAsyncApi = operation({
  id: 'application.asyncApi',
  summary: 'The AsyncAPI 3.0 document of the application: its events, as far as the roles of the caller show what they are about.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/asyncapi.json',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Record(Type.String(), Type.Unknown()),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [],
});

/** The plan of one page. */
export const getPage = operation({
  id: 'pages.get',
  summary: 'Everything a renderer needs to run one page of the released application.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/pages/{page}',
  input: Type.Object({ page: Type.String({ maxLength: 120 }), preview }, { additionalProperties: false }),
  headers: previewHeader,
  output: PagePlan,
  etag: 'signature',
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  samples: true,
  errors: [],
});

/** Runs a query of a page with the values that its inputs have now. */
export const runQuery = operation({
  id: 'queries.run',
  summary: 'Runs a query of a page, by its id, with the values of its inputs.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/queries/{query}',
  input: QueryRunInput,
  headers: previewHeader,
  output: QueryResult,
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  samples: true,
  errors: [],
});

/** The applications the person may open, for the start page. */
export const listLauncher = operation({
  id: 'launcher.list',
  summary: 'The applications that the signed-in person may open, in each environment where they are released.',
  method: 'GET',
  path: '/api/{tenant}/launcher',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    tenant: Type.Object({ key: Type.String(), label: Type.String() }),
    applications: Type.Array(
      Type.Object({
        key: Type.String(),
        label: Type.String(),
        description: Type.Optional(Type.String()),
        icon: Type.Optional(Type.String()),
        environment: Type.Object({ key: Type.String(), label: Type.String() }),
        version: Type.String(),
      }),
    ),
  }),
  permission: 'member',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [],
});
