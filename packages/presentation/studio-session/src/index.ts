export { openSession, type SessionTarget } from './open-session.ts';
export type { Connection, Person, Place, StudioSession } from './session.ts';
