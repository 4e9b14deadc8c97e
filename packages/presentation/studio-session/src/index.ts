export type { Person, Place } from '@plinth/api-contract';
export { openSession, type SessionOptions, type SessionTarget } from './open-session.ts';
export type { Connection, StudioSession } from './session.ts';
export { type NameStore, whoWorks } from './who-works.ts';
export type { WindowClaims } from './window-claims.ts';
export type { KeptWork, WorkBase, WorkChange, WorkState, WorkStorage } from './work-storage.ts';
