/** How the way to a database is kept secret: not at all, or with the certificate checked or not. */
export type Encryption = 'none' | 'verify-full' | 'no-verify';

/** Which database it is. */
export type Product = 'postgres' | 'mariadb';

/** What their makers call them, in every language. */
export const productNames: Readonly<Record<Product, string>> = { postgres: 'PostgreSQL', mariadb: 'MariaDB' };

/** Where each listens unless it is told otherwise. */
export const usualPorts: Readonly<Record<Product, string>> = { postgres: '5432', mariadb: '3306' };

/** What an address says, as a person fills it in. */
export interface ConnectionParts {
  readonly product: Product;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
  readonly encryption: Encryption;
}

export const noParts: ConnectionParts = {
  product: 'postgres',
  host: '',
  port: '5432',
  database: '',
  login: '',
  password: '',
  encryption: 'none',
};

/** The address of a database: `postgres://LOGIN:PASSWORD@HOST:PORT/DATABASE`. */
export function addressOf({ product, host, port, database, login, password, encryption }: ConnectionParts): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const [who, secret, where] = [login, password, database].map(encodeURIComponent);
  return `${product}://${who}:${secret}@${name.trim()}:${port.trim() || usualPorts[product]}/${where}${encryption === 'none' ? '' : `?sslmode=${encryption}`}`;
}

const products: Readonly<Record<string, Product>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mariadb:': 'mariadb',
  'mysql:': 'mariadb',
};

/** What an address says; null where the text is none. */
export function partsOf(address: string): ConnectionParts | null {
  const parsed = URL.canParse(address.trim()) ? new URL(address.trim()) : null;
  const product = parsed === null ? undefined : products[parsed.protocol];
  if (parsed === null || product === undefined) return null;
  const mode = parsed.searchParams.get('sslmode') ?? 'disable';
  return {
    product,
    host: parsed.hostname,
    port: parsed.port || usualPorts[product],
    database: decoded(parsed.pathname.slice(1)),
    login: decoded(parsed.username),
    password: decoded(parsed.password),
    encryption: mode === 'disable' ? 'none' : mode === 'no-verify' ? 'no-verify' : 'verify-full',
  };
}

/** A key for the connection to a database of this name. */
export function connectionKeyOf(database: string): string {
  const key = database
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/^[^A-Za-z]+|_+$/g, '')
    .slice(0, 63);
  return key === '' ? 'database' : key.charAt(0).toLowerCase() + key.slice(1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
