/** What a connector can be made from, in the order in which it is offered. */
export const documentFormats = ['openapi', 'asyncapi', 'graphql', 'proto', 'wsdl', 'copybook'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What a document looks like; null where it looks like nothing that is known. */
export function formatOf(text: string, name: string): DocumentFormat | null {
  const start = text.slice(0, 20_000);
  if (/\.proto$/i.test(name) || /^\s*(syntax|edition)\s*=\s*"/m.test(start)) return 'proto';
  if (/\.(cpy|cbl|cob)$/i.test(name) || /^.{6}\s+0?1\s+[A-Z0-9-]+\s*\./im.test(start)) return 'copybook';
  if (/\.wsdl$/i.test(name) || /<(\w+:)?definitions[\s>]/.test(start)) return 'wsdl';
  if (/["']?asyncapi["']?\s*:/.test(start)) return 'asyncapi';
  if (/["']?(openapi|swagger)["']?\s*:/.test(start)) return 'openapi';
  if (/\.(graphql|gql)$/i.test(name) || /"__schema"\s*:/.test(start) || /^\s*type\s+(Query|Mutation)\b/m.test(start)) return 'graphql';
  // A large document may say what it is at its end.
  return /\.(ya?ml|json)$/i.test(name) ? 'openapi' : null;
}

/** A key for the connection to a system of this name. */
export function systemKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  const key = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  const started = key.replace(/^[^a-z]+/i, '').slice(0, 40);
  return started === '' ? 'system' : started.charAt(0).toLowerCase() + started.slice(1);
}

/** What a document calls its system, as far as a glance tells. */
export function titleOf(text: string, fileName: string): string {
  const start = text.slice(0, 20_000);
  const title =
    /(?:^|[{,])\s*["']?title["']?\s*:\s*["']?([^"'\n,{}]{1,80})/m.exec(start)?.[1] ??
    /<(?:\w+:)?definitions[^>]*\sname="([^"]{1,80})"/.exec(start)?.[1];
  return (title ?? fileName.replace(/\.[a-z]+$/i, '')).trim();
}
