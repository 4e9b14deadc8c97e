import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import { refusalOf, type SqlValue } from '@plinth/database';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { type MariadbAnswer, MariadbConnection } from '@plinth/mariadb';
import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { loginOf } from '../stream-place.ts';

/** Speaks to MariaDB in its own statements, over sockets that lead only where they may; a connection for each call. */
export function speakMariadb(sockets: OutgoingSockets): SystemSpeaker {
  return async (request): Promise<JsonValue> => {
    const { action, command, input, limits, signal } = request;
    if (command !== 'query' && command !== 'change' && command !== 'probe')
      throw connectorErrors.notCallable({ action, protocol: `MariaDB (${command})` });
    const connection = await opened(sockets, request);
    try {
      if (command === 'probe') {
        await connection.run('select 1', [], signal);
        return null;
      }
      const values = ((input.values as readonly JsonValue[] | undefined) ?? []).map((value) =>
        typeof value === 'boolean' ? Number(value) : value,
      );
      const sql = String(input.sql);
      const most = Number(input.count ?? 100);
      if (command === 'query') {
        // What the statement says of a limit itself stays; rows beyond it are not even sent.
        await connection.plain(`set sql_select_limit = ${Math.trunc(most) + 1}`, signal);
        const { rows } = await connection.run(sql, values as readonly SqlValue[], signal);
        return { rows: rowsOf(rows.slice(0, most)), more: rows.length > most };
      }
      await connection.plain('start transaction read write', signal);
      const { rows, count } = await connection.run(sql, values as readonly SqlValue[], signal);
      await connection.plain('commit', signal);
      return { changed: rows.length > 0 ? rows.length : count, rows: rowsOf(rows) };
    } catch (error) {
      throw failure(request, error, limits.milliseconds);
    } finally {
      connection.end();
    }
  };
}

async function opened(sockets: OutgoingSockets, request: SystemRequest): Promise<MariadbConnection> {
  const { action, address, limits } = request;
  const login = loginOf(request);
  if (login === null) throw connectorErrors.noCredential({ action, credential: 'login' });
  const whole = new URL(address);
  whole.username = encodeURIComponent(login.login);
  whole.password = encodeURIComponent(login.password);
  const { milliseconds, bytes } = limits;
  const bounds = { connectMilliseconds: milliseconds, statementTimeoutMilliseconds: milliseconds, answerBytes: bytes };
  return MariadbConnection.open(whole.href, { socket: sockets, ...bounds }).catch((error: unknown) => {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    // Nothing was asked yet.
    throw code === 'database.source-unreachable'
      ? outgoingErrors.unreachable({ host: address.host, reason: message }, { cause: error })
      : error;
  });
}

function rowsOf(rows: MariadbAnswer['rows']): JsonObject[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function plain(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value === undefined ? null : (value as JsonValue);
}

function failure({ action, address: { host } }: SystemRequest, error: unknown, milliseconds: number): unknown {
  const refusal = refusalOf(error);
  if (refusal !== null)
    return connectorErrors.refused(
      { action, host, status: refusal.sqlState },
      { cause: error, details: { answer: (error as Error).message } },
    );
  const { code } = error as { readonly code?: string };
  if (code === 'database.timeout') return outgoingErrors.timedOut({ host, seconds: Math.ceil(milliseconds / 1000) }, { cause: error });
  if (code === 'database.source-unreachable') return outgoingErrors.brokeOff({ host, reason: (error as Error).message }, { cause: error });
  return error;
}
