import { addresses } from './addresses.ts';
import { asynchronous } from './asynchronous.ts';
import type { Attack } from './attack.ts';
import { betweenCalls } from './between-calls.ts';
import { boundary } from './boundary.ts';
import { crossings } from './crossings.ts';
import { floods } from './floods.ts';
import { forgeries } from './forgeries.ts';
import { handleAttacks } from './handles.ts';
import { resources } from './resources.ts';
import { results } from './results.ts';
import { sources } from './sources.ts';
import { walks } from './walks.ts';
import { webInterfaceAttacks } from './web-interfaces.ts';

export type { Attack } from './attack.ts';

/** The catalogue of attacks on the isolate, by what they begin with. */
export const allAttacks: readonly Attack[] = [
  // The code itself, and what it finds around it.
  ...[...sources, ...walks, ...asynchronous, ...webInterfaceAttacks],
  // What it takes, gives and leaves behind.
  ...[...resources, ...floods, ...results, ...betweenCalls, ...boundary],
  // What is outside of it.
  ...[...forgeries, ...handleAttacks, ...crossings, ...addresses],
];
