import { addresses } from './addresses.ts';
import { asynchronous } from './asynchronous.ts';
import type { Attack } from './attack.ts';
import { forgeries } from './forgeries.ts';
import { handleAttacks } from './handles.ts';
import { resources } from './resources.ts';
import { walks } from './walks.ts';

export type { Attack } from './attack.ts';

/** The catalogue of attacks on the isolate. */
export const allAttacks: readonly Attack[] = [...walks, ...asynchronous, ...resources, ...forgeries, ...handleAttacks, ...addresses];
