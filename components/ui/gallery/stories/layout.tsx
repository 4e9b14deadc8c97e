import { Show } from '../show.tsx';
import type { Story } from './story.ts';

const words = (text: string) => <Show component="text" properties={{ text }} />;

export const layoutStories: readonly Story[] = [
  {
    name: 'page',
    Show: () => (
      <Show
        component="page"
        properties={{ title: 'Loan desk', description: 'Applications that wait for a decision, and every running loan.' }}
        slots={{
          above: (
            <Show
              component="breadcrumb"
              properties={{ items: [{ label: 'Bank', page: 'home' }, { label: 'Loans', page: 'loans' }, { label: 'Loan desk' }] }}
            />
          ),
          actions: (
            <>
              <Show component="button" properties={{ text: 'Export' }} />
              <Show component="button" properties={{ text: 'New application', variant: 'primary', icon: 'plus' }} />
            </>
          ),
          children: words('What the page shows.'),
        }}
      />
    ),
  },
  {
    name: 'grid',
    Show: () => (
      <Show
        component="grid"
        properties={{ minimumWidth: 180, gap: '3' }}
        slots={{
          children: (
            <>
              <Show component="stat" properties={{ label: 'Running loans', value: 448, change: 12, changeText: 'this month' }} />
              <Show
                component="stat"
                properties={{
                  label: 'Outstanding',
                  value: '68400000',
                  format: 'money',
                  currency: 'CZK',
                  compact: true,
                  change: 0.021,
                  changeFormat: 'percent',
                }}
              />
              <Show
                component="stat"
                properties={{
                  label: 'In arrears',
                  value: 45,
                  change: 3,
                  changeText: 'this week',
                  tone: 'bad',
                  icon: 'alert-triangle',
                  page: 'arrears',
                }}
              />
              <Show
                component="stat"
                properties={{
                  label: 'Median decision',
                  value: 'PT4H12M',
                  format: 'duration',
                  change: -38,
                  changeText: 'minutes',
                  tone: 'good',
                }}
              />
              <Show component="stat" properties={{ label: 'Waiting', loading: true }} />
              <Show component="stat" properties={{ label: 'Nothing known' }} listen={['click']} />
            </>
          ),
        }}
      />
    ),
  },
  {
    name: 'card',
    Show: () => (
      <div className="gallery-columns">
        <Show
          component="card"
          properties={{ title: 'Account 1787', description: 'Opened on 22 March 1993', level: '3' }}
          slots={{
            actions: (
              <Show
                component="menu"
                properties={{ label: 'Account', iconOnly: true, variant: 'subtle', items: [{ key: 'close', label: 'Close account' }] }}
              />
            ),
            children: words('Statements are issued each month.'),
            footer: <Show component="button" properties={{ text: 'Open', size: 's' }} />,
          }}
        />
        <Show component="card" slots={{ children: words('A card without a title is only a surface.') }} />
      </div>
    ),
  },
  {
    name: 'stack',
    Show: () => (
      <Show
        component="stack"
        properties={{ direction: 'horizontal', gap: '2', justify: 'between', name: 'Choices' }}
        slots={{
          children: (
            <>
              <Show component="button" properties={{ text: 'One' }} />
              <Show component="divider" properties={{ orientation: 'vertical' }} />
              <Show component="button" properties={{ text: 'Two' }} />
            </>
          ),
        }}
      />
    ),
  },
  {
    name: 'tabs',
    Show: () => (
      <div className="gallery-columns">
        {(['line', 'segmented'] as const).map((variant) => (
          <Show
            key={variant}
            component="tabs"
            properties={{ name: `Client, ${variant}`, variant }}
            listen={['change']}
            slots={{
              children: (
                <>
                  <Show
                    component="tab"
                    properties={{ key: 'accounts', label: 'Accounts', badge: '3' }}
                    slots={{ children: words('Three accounts.') }}
                  />
                  <Show
                    component="tab"
                    properties={{ key: 'loans', label: 'Loans', icon: 'coin' }}
                    slots={{ children: words('Two loans.') }}
                  />
                  <Show component="tab" properties={{ key: 'cards', label: 'Cards' }} slots={{ children: words('One card.') }} />
                </>
              ),
            }}
          />
        ))}
      </div>
    ),
  },
  { name: 'divider', Show: () => <Show component="divider" properties={{ label: 'or' }} /> },
];
