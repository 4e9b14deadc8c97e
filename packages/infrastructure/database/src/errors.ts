import { defineErrors } from '@plinth/foundation';

export const databaseErrors = defineErrors('database', {
  unavailable: {
    status: 503,
    cause: 'outside',
    message: 'The database cannot be reached.',
    hint: 'Try again in a moment; work resumes by itself when it is back.',
  },
  busy: { status: 503, cause: 'outside', message: 'All database connections are busy.', hint: 'Try again in a moment.' },
  timeout: {
    status: 503,
    cause: 'outside',
    message: 'The database took too long to answer.',
    hint: 'Ask for less at once, or try again when there is less load.',
  },
  conflict: { status: 409, cause: 'caller', message: 'Somebody changed the same thing at the same moment.', hint: 'Try again.' },
  unstorableText: {
    status: 422,
    cause: 'caller',
    message: 'A text has the character U+0000, which cannot be kept.',
    hint: 'Leave it out.',
  },
  transactionOver: {
    status: 500,
    cause: 'ours',
    message: 'What was asked came too late: its transaction has ended.',
    hint: 'Let the work of a transaction wait for all that it begins.',
  },
  tooOld: { status: 500, cause: 'caller', message: 'PostgreSQL {version} is too old.', hint: 'Plinth needs PostgreSQL 15 or newer.' },
  missingGrants: {
    status: 500,
    cause: 'caller',
    message: 'The database login {login} may not set Plinth up.',
    // Each statement is a parameter of its own, for a long parameter is shown cut.
    hint: 'Let a database administrator run:{first}{second}{third}{fourth}{fifth}{sixth}',
  },
  changedMigration: {
    status: 500,
    cause: 'ours',
    message: 'Migration {number} of {package} was changed after it had been applied.',
    hint: 'Restore its text and add the change as a new migration.',
  },
  newerSchema: {
    status: 500,
    cause: 'caller',
    message: 'The database was migrated by a newer Plinth: {migration} is unknown here.',
    hint: 'Start the newer version, or restore a backup from before the upgrade.',
  },
  unprotectedTable: {
    status: 500,
    cause: 'ours',
    message: 'The table {table} is not isolated: {reason}.',
    hint: 'Enable and force row-level security on it and give it a policy.',
  },
  dataFolderTaken: {
    status: 500,
    cause: 'caller',
    message: 'Another Plinth (process {pid}) uses the data folder {folder}.',
    hint: 'Stop it, or give this one a folder of its own with PLINTH_DATA.',
  },
  noBinaries: {
    status: 500,
    cause: 'caller',
    message: 'There is no embedded PostgreSQL for {platform}.',
    hint: 'Install PostgreSQL 15 or newer and set DATABASE_URL.',
  },
  startFailed: {
    status: 500,
    cause: 'outside',
    message: 'The embedded PostgreSQL did not start.',
    hint: 'Its log is {log}.',
  },
  badAddress: {
    status: 400,
    cause: 'caller',
    message: 'That is no address of a database.',
    hint: 'Write postgres://LOGIN:PASSWORD@HOST:PORT/DATABASE, or mariadb:// for a MariaDB, with %40 for an @ in the password.',
  },
  notMariadb: {
    status: 422,
    cause: 'caller',
    message: 'What answers there is {version}, and no MariaDB that is new enough.',
    hint: 'Plinth reads MariaDB 10.6 or newer.',
  },
  sourceUnreachable: {
    status: 502,
    cause: 'outside',
    message: 'The other database cannot be read: {reason}.',
    hint: 'See whether it runs, whether this machine reaches it, and whether the login may read its catalog.',
  },
  sourceChanged: {
    status: 502,
    cause: 'outside',
    message: 'The other database does not answer this: {reason}.',
    hint: 'Ask whoever looks after that database; where its tables have changed, introspect it again and publish.',
  },
  noSchema: {
    status: 404,
    cause: 'caller',
    message: 'The other database has no schema {schema}.',
    hint: 'Name schemas as the database has them, or none: then all are read.',
  },
});
