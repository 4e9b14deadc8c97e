import { isolated, type Migration } from '@plinth/database';

/** When functions are due. The platform may see for whom there is something to do. */
export const functionMigrations: readonly Migration[] = [
  {
    package: 'function-host',
    number: 1,
    name: 'when functions are due',
    sql: `
create table plinth.function_schedule (
  tenant_id uuid not null,
  environment_id text collate "C" not null,
  application text collate "C" not null,
  function text collate "C" not null,
  at text not null,
  zone text not null,
  due timestamptz(3) not null,
  primary key (tenant_id, environment_id, application, function)
);
create index function_schedule_due on plinth.function_schedule (due);
${isolated('plinth.function_schedule')}
create policy platform on plinth.function_schedule for select using (
  (select current_setting('plinth.tenant', true) = '00000000-0000-0000-0000-000000000000')
);
`,
  },
];
