import type { Definition } from './definition.ts';
import { type DefinitionFiles, readFiles } from './files/read-files.ts';

/** A small application as people write it: two entities, roles, two pages, a theme, a translation, an import. */
export const loanDeskFiles: DefinitionFiles = {
  'plinth.yaml': `# The smallest bank there is.
format: 1
key: loan-desk
type: application
label: Loan desk
homePage: loans
pages: [ loans, client ]
`,
  'entities/client.yaml': `label: Client
labelPlural: Clients
title: name
search: [ name ]
fields:
  # As in the passport.
  name: { type: text, required: true, maxLength: 200 }
  birthDate: date
  active:
    type: boolean
    default: true
relations:
  loans: { target: loan, through: client }
`,
  'entities/loan.yaml': `label: Loan
fields:
  client: { type: reference, target: client, required: true, onDelete: restrict }
  amount: { type: money, currency: CZK, minimum: 0.10 }
  status:
    type: choice
    options:
      A: Finished
      C: Running
      D: { label: In debt, tone: error }
indexes:
  byStatus: { fields: [ status ] }
`,
  'roles.yaml': `clerk:
  heldBy: members
  permissions:
    client: [ read, update ]
    loan: all
auditor:
  permissions:
    loan:
      operations: [ read ]
      rowRule: status = "D"
      hidden: [ amount ]
`,
  'pages/loans.yaml': `label: Loans
path: ''
icon: coin
state:
  status: string
queries:
  loans:
    entity: loan
    filter: status = state.status
    sort: [ client.name, -amount ]
    count: true
  byStatus:
    entity: loan
    aggregate:
      groupBy: { status: status }
      measures: { loans: count, total: sum amount }
components:
  - ui.heading: Loans
  # The desk itself.
  - ui.table:
      name: table
      query: loans
      columns:
        - { field: client.name, label: Client }
        - { field: amount }
      on:
        rowClick: { do: navigate, page: client, parameters: { id: = event.row.client.id } }
  - ui.grid:
      - ui.stat: { label: Total, value: = byStatus.first.total }
      - ui.button:
          label: Delete
          visible: table.selected != null
          on:
            click:
              - do: confirm
                message: Delete the loan?
                then:
                  - { do: deleteRecord, entity: loan, id: = table.selected.id }
                  - { do: runQuery, query: loans }
                catch: { do: notify, message: '= error.title', tone: error }
`,
  'pages/client.yaml': `path: clients/:id
navigation: false
roles: [ clerk ]
parameters: { id: string }
queries:
  client: { entity: client, filter: id = parameters.id }
components:
  - ui.form:
      query: client
      slots:
        footer:
          - ui.button: { label: Save }
`,
  'themes/calm.yaml': `light: { primary: '#225577' }
`,
  'translations/de.yaml': `messages:
  entity:client.label: Kunde
`,
  'imports/clients.yaml': `entity: client
file: client.asc
fields:
  name: name
`,
};

/** The definition of {@link loanDeskFiles}. */
export function loanDesk(): Definition {
  const { definition, problems } = readFiles(loanDeskFiles);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return definition;
}

export { runSchedule, type ScheduleOutcome, type ScheduleStep } from './convergence-simulation.ts';
export { randomEdit } from './random-edit.ts';
