import type { SystemForm } from '../built-in.ts';
import { answer, name, number, whole } from '../form-parts.ts';

const sql = name('One statement, in which $1, $2 … stand for the values.', 20_000);
const values = {
  type: 'array',
  items: { type: ['string', 'number', 'boolean', 'null'] },
  maxItems: 1000,
  default: [],
  description: 'Values; they are never part of the statement. Lists and objects are given as the text of their JSON.',
};

/** What a MariaDB can be asked in statements of its own. */
export const mariadbForm: SystemForm = {
  system: 'mariadb',
  title: 'MariaDB',
  description: 'Statements with parameters in a MariaDB 10.6 or newer. To show its tables as records, attach it as a database.',
  addresses: ['mariadb://{host}/{database}?sslmode={mode}', 'mysql://{host}/{database}?sslmode={mode}'],
  parameters: { sslmode: 'peer' },
  credential: { kind: 'basic' },
  commands: {
    query: {
      title: 'Ask',
      description: 'In a transaction that can change nothing. Decimals, dates and large numbers are texts, bytes are base64.',
      effect: 'reads',
      input: { sql, values, count: whole('How many rows at most.', 1, 10_000, 100) },
      output: answer({
        rows: { type: 'array', items: { type: 'object' } },
        more: { type: 'boolean', description: 'Whether there were others.' },
      }),
    },
    change: {
      title: 'Change',
      description: 'One statement in a transaction of its own.',
      effect: 'once',
      input: { sql, values },
      output: answer({ changed: number('How many rows.'), rows: { type: 'array', items: { type: 'object' } } }),
    },
  },
};
