import { appendFileSync } from 'node:fs';
import { keepSpans } from '@plinth/observability/testing';

/** Brought into a server by `NODE_OPTIONS=--import`, as an SDK is: every span goes into the file that `KEPT_SPANS` names. */
const file = process.env.KEPT_SPANS;
if (file === undefined) throw new Error('KEPT_SPANS is to name the file that spans are kept in.');
keepSpans((line) => appendFileSync(file, `${line}\n`));
