import { type Client, type OperationContract, operation } from '@plinth/api-contract';
import { Type } from 'typebox';
import type { ApiCall } from './page-data.ts';

/** Calls a path of the platform that a page names, and gives the JSON answered; null where it answers none. */
export async function callApi(client: Client, { method, address, query, body }: ApiCall): Promise<unknown> {
  const url = new URL(address, 'http://page.invalid/');
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== null && value !== undefined) url.searchParams.append(name, String(value));
  const response = await client.fetch(contractOf(method, url.pathname + url.search), {}, body === undefined ? {} : { body });
  const text = await response.text();
  return response.headers.get('content-type')?.includes('json') === true && text !== '' ? (JSON.parse(text) as unknown) : null;
}

/** The one call whose address only the page's maker knows, in the form the client reads. */
function contractOf(method: ApiCall['method'], path: string): OperationContract {
  return operation({
    id: 'page.callApi',
    summary: 'A call that a page names.',
    method,
    path,
    input: Type.Object({ body: Type.Optional(Type.Unknown()) }),
    body: 'body',
    output: Type.Unknown(),
    permission: 'anyone',
    scope: 'records:read',
    idempotency: 'none',
    errors: [],
  });
}
