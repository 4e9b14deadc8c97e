import type { ClientConfig } from 'pg';

/** What a login shall be for another role; everything else of it, the encryption above all, remains. */
export interface LoginChange {
  readonly user?: string;
  /** Null where the server lets the user in without one. */
  readonly password?: string | null;
  readonly database?: string;
  /** A start option such as `-c role=…`, added to those that the login has. */
  readonly option?: string;
}

/** The same login for another user. What stands in a connection string wins over every other setting, so it is changed in there. */
export function changeLogin(login: ClientConfig, change: LoginChange): ClientConfig {
  const { connectionString, ...rest } = login;
  const changed: ClientConfig = {
    ...rest,
    ...(change.user === undefined ? {} : { user: change.user }),
    ...(change.password === undefined ? {} : { password: change.password ?? undefined }),
    ...(change.database === undefined ? {} : { database: change.database }),
    ...(change.option === undefined ? {} : { options: joined(rest.options, change.option) }),
  };
  if (connectionString === undefined) return changed;
  // The form `/folder database` has no place for a user.
  if (connectionString.startsWith('/')) return { ...changed, connectionString };
  return { ...changed, connectionString: changeUrl(connectionString, change) };
}

function changeUrl(text: string, { user, password, database, option }: LoginChange): string {
  // A user before an empty host (a socket) is no URL for the parser; parameters say the same and win.
  const [, credentials] = /^[a-z]+:\/\/([^/?#]*)@(?=\/)/i.exec(text) ?? [];
  const url = new URL(credentials === undefined ? text : text.replace(`${credentials}@`, ''));
  const [hostlessUser = '', ...hostlessPassword] = (credentials ?? '').split(':');
  const query = url.searchParams;
  set(query, 'user', user ?? query.get('user') ?? decodeURIComponent(url.username || hostlessUser));
  set(
    query,
    'password',
    password === undefined ? (query.get('password') ?? decodeURIComponent(url.password || hostlessPassword.join(':'))) : password,
  );
  url.username = '';
  url.password = '';
  if (database !== undefined && url.protocol === 'socket:') query.set('db', database);
  else if (database !== undefined) url.pathname = `/${encodeURI(database)}`;
  if (option !== undefined) query.set('options', joined(query.get('options'), option));
  return url.toString();
}

function set(query: URLSearchParams, name: string, value: string | null): void {
  if (value === null || value === '') query.delete(name);
  else query.set(name, value);
}

function joined(present: string | null | undefined, option: string): string {
  return present === null || present === undefined || present === '' ? option : `${present} ${option}`;
}
