import { setTimeout as wait } from 'node:timers/promises';
import { dyingDatabase } from './dying-database.ts';
import { context, group, insertEffect, openStage } from './stage.ts';

/** One process of the play: `publisher` brings events into Kafka, `consumer` does what follows from them. It goes on until it is killed, or dies
 * by itself between what it does and keeping that it is done, `dies` times after it began. */
// It goes with whoever began it.
process.stdin.on('end', () => process.exit()).resume();

const [role = '', url = '', broker = '', dies = ''] = process.argv.slice(2);

for (;;) {
  try {
    const { bus } = await openStage({ url, broker }, (database) => dyingDatabase(database, Number(dies)));
    if (role === 'publisher') {
      await bus.relay(context());
    } else {
      await bus.subscribe(context(), {
        group,
        async handle(within, { data }, transaction) {
          const { key, number } = data as { key: number; number: number };
          await transaction.query(within, insertEffect, [key, number]);
        },
      });
    }
    break;
  } catch (error) {
    // Kafka or PostgreSQL is away at this moment.
    console.error(role, String(error).slice(0, 200));
    await wait(500);
  }
}
