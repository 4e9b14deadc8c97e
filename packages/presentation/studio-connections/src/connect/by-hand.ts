/** A request that somebody describes by hand. */
export interface HandRequest {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the address, with parameters in braces, and those of the query behind `?`: `/accounts/{id}?page`. */
  readonly path: string;
}

export type HandCredential = 'none' | 'key' | 'basic' | 'bearer';

const schemes: Readonly<Record<Exclude<HandCredential, 'none'>, (header: string) => object>> = {
  key: (header) => ({ type: 'apiKey', in: 'header', name: header }),
  basic: () => ({ type: 'http', scheme: 'basic' }),
  bearer: () => ({ type: 'http', scheme: 'bearer' }),
};

export const emptyRequest: HandRequest = { name: '', method: 'GET', path: '/' };

/** The OpenAPI document that requests described by hand come to. */
export function documentOf(
  title: string,
  address: string,
  requests: readonly HandRequest[],
  credential: HandCredential,
  header: string,
): string {
  const paths: Record<string, Record<string, object>> = {};
  for (const { name, method, path } of requests) {
    const [below = '', query = ''] = path.split('?', 2);
    const place = below.startsWith('/') ? below : `/${below}`;
    const inPath = [...place.matchAll(/\{([^{}]+)\}/g)].map(([, parameter = '']) => ({ name: parameter, in: 'path', required: true }));
    const inQuery = query
      .split('&')
      .map((part) => part.split('=', 1)[0] ?? '')
      .filter((part) => part !== '')
      .map((parameter) => ({ name: parameter, in: 'query', required: false }));
    const takesBody = method !== 'GET' && method !== 'DELETE';
    paths[place] = {
      ...paths[place],
      [method.toLowerCase()]: {
        operationId: name,
        parameters: [...inPath, ...inQuery].map((parameter) => ({ ...parameter, schema: { type: 'string' } })),
        ...(takesBody ? { requestBody: { content: { 'application/json': { schema: {} } } } } : {}),
        responses: { default: { description: '', content: { 'application/json': { schema: {} } } } },
      },
    };
  }
  const secured =
    credential === 'none'
      ? {}
      : { security: [{ [credential]: [] }], components: { securitySchemes: { [credential]: schemes[credential](header) } } };
  return JSON.stringify({ openapi: '3.1.0', info: { title, version: '1' }, servers: [{ url: address }], paths, ...secured });
}
