import { type CallTarget, type Client, callExternalAction, callFunction, emitEvent, runQuery } from '@plinth/api-contract';
import { callApi } from './call-api.ts';
import type { PageData } from './page-data.ts';
import { processCalls } from './process-calls.ts';
import { recordCalls } from './record-calls.ts';
import { uploadFile } from './upload-file.ts';

export interface HttpPageDataOptions {
  readonly client: Client;
  readonly target: Required<CallTarget>;
  /** Sent with every call, as the platform's protection against forged requests asks. */
  readonly headers: Readonly<Record<string, string>>;
  /** A link to a draft, whose queries are then meant. */
  readonly preview?: string;
}

/** Page data over the platform's HTTP API. */
export function httpPageData({ client, target, headers, preview }: HttpPageDataOptions): PageData {
  const ofDraft = preview === undefined ? {} : { preview };
  const base = `/data/${[target.tenant, target.environment, target.application].map(encodeURIComponent).join('/')}`;
  return {
    ...recordCalls(client, target),
    runQuery: (query, input, signal) => client.call(runQuery, target, { ...input, ...ofDraft, query }, { signal }),
    uploadFile: (entity, field, file, onProgress, signal) =>
      uploadFile(`${base}/-/files`, { entity, field, file, headers, onProgress, signal }),
    fileAddress: (file) => `${base}/-/files/${encodeURIComponent(file.id)}`,
    callApi: (call) => callApi(client, call),
    async callAction(action, input) {
      // A repeated click is another wish; what the network repeats is not.
      const idempotencyKey = crypto.randomUUID();
      return (await client.call(callExternalAction, target, { action, input, idempotencyKey })).result;
    },
    callFunction: async (name, input) => (await client.call(callFunction, target, { function: name, input: { ...input } })).result,
    // One click is one event, also where it is sent twice.
    publishEvent: (type, given) => client.call(emitEvent, target, { type, id: crypto.randomUUID(), ...given }),
    processes: processCalls(client, target),
  };
}
