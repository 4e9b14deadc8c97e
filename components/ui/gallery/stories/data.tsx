import { loan, loans, loansByRegion, loansByYear } from '../sample-data.ts';
import { Show } from '../show.tsx';
import { useSampleQuery } from '../use-sample-query.ts';
import type { Story } from './story.ts';

const fewLoans = loans(24);
const manyLoans = loans(10_000);
const columns = [
  'number',
  { field: 'client', page: 'client' },
  'region',
  'amount',
  'months',
  'granted_on',
  'insured',
  'status',
  { field: 'note', hidden: true },
];
const rowActions = [
  { key: 'approve', label: 'Approve', icon: 'check' },
  { key: 'reject', label: 'Reject', icon: 'x', tone: 'bad', separated: true },
];

function LoanTable() {
  const query = useSampleQuery(loan, fewLoans, { pageSize: 50 });
  return (
    <Show
      component="table"
      properties={{
        label: 'Loans',
        query,
        columns,
        rowActions,
        selection: 'multiple',
        rowPage: 'loan',
        height: 420,
        rowTone: (row: Readonly<Record<string, unknown>>) => (row.status === 'arrears' && Number(row.amount) > 200_000 ? 'bad' : null),
      }}
      listen={['rowAction', 'selectionChange']}
      slots={{
        toolbar: <Show component="search-box" properties={{ label: 'Search client or loan' }} />,
        selectionActions: <Show component="button" properties={{ text: 'Approve', size: 's' }} />,
      }}
    />
  );
}

/** Each second loan refuses what its actions need; nobody may delete any. */
function AllowedTable() {
  const rows = fewLoans.slice(0, 4).map((row, index) => ({ ...row, allowed: index % 2 === 0 ? ['update'] : [] }));
  const query = useSampleQuery({ ...loan, operations: ['read', 'update'] }, rows);
  const needing = [
    { key: 'approve', label: 'Approve', icon: 'check', needs: 'update' },
    { key: 'copy', label: 'Copy' },
    { key: 'remove', label: 'Remove', icon: 'trash', tone: 'bad', needs: 'delete' },
  ];
  const shown = ['number', 'region', 'amount', 'status'];
  return (
    <>
      <Show
        component="table"
        properties={{ label: 'Loans to approve', query, columns: shown, rowActions: needing }}
        listen={['rowAction']}
      />
      <Show
        component="table"
        properties={{ label: 'One action', query, columns: shown, rowActions: needing.slice(0, 1), columnChoice: false }}
        listen={['rowAction']}
      />
      <div className="gallery-row">
        <Show component="button" properties={{ text: 'Approve', record: rows[0], needs: 'update' }} listen={['click']} />
        <Show component="button" properties={{ text: 'Approve the other', record: rows[1], needs: 'update' }} listen={['click']} />
      </div>
      <Show
        component="form"
        properties={{ label: 'Loan of somebody else', entity: 'loan', record: rows[1], fields: ['amount', 'guarantors'] }}
      />
    </>
  );
}

function StateTable({ state, label }: { readonly state: 'loading' | 'error'; readonly label: string }) {
  const query = useSampleQuery(loan, fewLoans, { state });
  return <Show component="table" properties={{ label, query, columns: ['number', 'region', 'amount', 'status'], columnChoice: false }} />;
}

function EmptyTable() {
  const query = useSampleQuery(loan, []);
  return (
    <Show
      component="table"
      properties={{
        label: 'Nothing',
        query,
        columns: ['number', 'region', 'amount'],
        emptyTitle: 'No loans yet',
        emptyText: 'They appear when a client applies.',
      }}
    />
  );
}

function ManyRows() {
  const query = useSampleQuery(loan, manyLoans);
  return (
    <Show
      component="table"
      properties={{ label: 'Ten thousand loans', query, columns, rowActions, selection: 'multiple', phone: 'scroll' }}
      listen={['rowClick']}
    />
  );
}

export const dataStories: readonly Story[] = [
  { name: 'table', Show: LoanTable },
  { name: 'table/allowed', Show: AllowedTable },
  {
    name: 'table/states',
    Show: () => (
      <>
        <StateTable state="loading" label="Loading" />
        <StateTable state="error" label="Failed" />
        <EmptyTable />
        <Show
          component="table"
          properties={{
            label: 'Plain rows',
            density: 'compact',
            rows: [
              { name: 'Apple', price: 1.5 },
              { name: 'Pear', price: 12 },
            ],
            columns: ['name', { field: 'price', format: 'money', currency: 'EUR' }],
          }}
        />
      </>
    ),
  },
  { name: 'table/many', Show: ManyRows, alone: true },
  { name: 'inbox', Show: () => <Show component="inbox" properties={{ task: '1' }} /> },
  {
    name: 'list',
    Show: () => (
      <div className="gallery-columns">
        {(['lines', 'cards'] as const).map((layout) => (
          <Show
            key={layout}
            component="list"
            properties={{
              label: `Loans as ${layout}`,
              layout,
              rows: fewLoans.slice(0, 3),
              clickable: layout === 'lines',
              itemTitle: (row: Readonly<Record<string, unknown>>) => row.title,
              itemText: (row: Readonly<Record<string, unknown>>) => row.region,
            }}
            listen={['rowClick']}
            rowSlots={{ trailing: () => <Show component="badge" properties={{ text: 'Running', tone: 'good' }} /> }}
          />
        ))}
        <Show
          component="list"
          properties={{
            label: 'Loans with an action when pointed at',
            rows: fewLoans.slice(0, 3),
            trailingShown: 'pointed',
            itemTitle: (row: Readonly<Record<string, unknown>>) => row.title,
          }}
          rowSlots={{
            trailing: () => (
              <Show component="button" properties={{ text: 'Delete', icon: 'x', iconOnly: true, size: 's', variant: 'subtle' }} />
            ),
          }}
        />
        <Show component="list" properties={{ label: 'None', rows: [], emptyTitle: 'Nothing to do', emptyText: 'Enjoy the quiet.' }} />
      </div>
    ),
  },
  {
    name: 'form',
    Show: () => (
      <div className="gallery-columns">
        <Show
          component="form"
          properties={{ label: 'New loan', entity: 'loan', columns: '2' }}
          listen={['saved', 'failed', 'cancelled', 'submit']}
        />
        <Show
          component="form"
          properties={{
            label: 'Change loan',
            entity: 'loan',
            record: fewLoans[0],
            fields: ['amount', 'months', 'guarantors', { field: 'note', wide: true }],
          }}
          listen={['saved', 'failed']}
        />
      </div>
    ),
  },
  {
    name: 'form/everything',
    Show: () => <Show component="form" properties={{ label: 'Everything', entity: 'everything', columns: '3' }} listen={['saved']} />,
  },
  {
    name: 'form/free',
    Show: () => (
      <Show
        component="form"
        properties={{ label: 'Transfer', submitLabel: 'Send', showCancel: false, resetAfterSave: true }}
        listen={['submit']}
        slots={{ children: <Show component="text-input" properties={{ label: 'Message', field: 'message' }} /> }}
      />
    ),
  },
  {
    name: 'chart',
    Show: () => (
      <div className="gallery-columns">
        <Show
          component="chart"
          properties={{
            title: 'Loans granted',
            rows: loansByYear,
            category: 'year',
            categoryFormat: 'year',
            categoryLabel: 'Year',
            series: [{ field: 'granted', label: 'Loans' }],
            unit: 'loans',
          }}
          listen={['select']}
        />
        <Show
          component="chart"
          properties={{
            title: 'Amounts',
            type: 'line',
            rows: loansByYear,
            category: 'year',
            categoryFormat: 'year',
            format: 'money',
            currency: 'CZK',
            series: [
              { field: 'amount', label: 'Granted' },
              { field: 'arrears', label: 'In arrears', tone: 'bad' },
            ],
          }}
        />
        <Show
          component="chart"
          properties={{
            title: 'Amounts over time',
            type: 'area',
            stacked: 'stacked',
            rows: loansByYear,
            category: 'year',
            categoryFormat: 'year',
            format: 'money',
            currency: 'CZK',
            series: [
              { field: 'amount', label: 'Granted' },
              { field: 'arrears', label: 'In arrears' },
            ],
          }}
        />
        <Show
          component="chart"
          properties={{ title: 'Loans by region', type: 'donut', rows: loansByRegion, category: 'region', series: [{ field: 'loans' }] }}
        />
        <Show
          component="chart"
          properties={{
            title: 'Loans by region, ranked',
            orientation: 'horizontal',
            rows: loansByRegion,
            category: 'region',
            series: [{ field: 'loans' }],
          }}
        />
        <Show component="chart" properties={{ title: 'Nothing yet', rows: [] }} />
      </div>
    ),
  },
];
