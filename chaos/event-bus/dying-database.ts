import type { Database, Transaction } from '@plinth/database';

/** What a consumer writes when everything else of a batch is done: where it is now. */
const keepsPosition = /^update plinth\.event_group set position/;

/**
 * A database at which this process dies, hard, when a group is about to keep for the so-manieth time where it is: what was sent to Kafka is
 * there, what was written is not committed. `times` counts from the start; a process that is to live has an infinity.
 */
export function dyingDatabase(database: Database, times: number): Database {
  let left = times;
  const dying = (transaction: Transaction): Transaction =>
    replaced(transaction, 'query', (query) => (context, statement, values) => {
      if (keepsPosition.test(statement.text) && --left <= 0) process.kill(process.pid, 'SIGKILL');
      return query(context, statement, values);
    });
  return replaced(
    database,
    'transaction',
    (transaction) => (context, part, options) => transaction(context, (opened) => part(dying(opened)), options),
  );
}

/** The same object with one of its methods in front of the real one. */
function replaced<Of extends object, Name extends keyof Of>(of: Of, name: Name, around: (method: Of[Name]) => Of[Name]): Of {
  return new Proxy(of, {
    get(target, asked) {
      const value: unknown = Reflect.get(target, asked, target);
      const method = typeof value === 'function' ? value.bind(target) : value;
      return asked === name ? around(method as Of[Name]) : method;
    },
  });
}
