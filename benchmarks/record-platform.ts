import { compose } from '@plinth/server';
import { readConfiguration } from '@plinth/server/configuration';

/** The real platform as a process of its own; it tells its parent where it listens. */
const platform = await compose(readConfiguration(process.env));
process.send?.(await platform.listen());
process.once('disconnect', () => platform.close());
