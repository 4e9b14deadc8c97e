import { audit } from './audit.ts';
import { members } from './members.ts';
import { roles } from './roles.ts';
import { tenants } from './tenants.ts';

/** The tables of tenants, identities and audit, in the order they are made. */
export const tenancyMigrations = [
  { package: 'tenancy', number: 1, name: 'tenants and environments', sql: tenants },
  { package: 'tenancy', number: 2, name: 'members, sessions, tokens and links', sql: members },
  { package: 'tenancy', number: 3, name: 'groups and roles', sql: roles },
  { package: 'tenancy', number: 4, name: 'audit', sql: audit },
  { package: 'tenancy', number: 5, name: 'themes of tenants', sql: 'alter table plinth.tenant add column theme json;' },
] as const;
