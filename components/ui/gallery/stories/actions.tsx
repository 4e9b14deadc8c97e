import { Show } from '../show.tsx';
import type { Story } from './story.ts';

const entries = [
  { key: 'edit', label: 'Edit', icon: 'pencil' },
  { key: 'copy', label: 'Make a copy', icon: 'copy' },
  { key: 'forbidden', label: 'Not now', disabled: true },
  { key: 'delete', label: 'Delete', icon: 'trash', tone: 'bad', separated: true },
];

export const actionStories: readonly Story[] = [
  {
    name: 'button',
    Show: () => (
      <>
        <div className="gallery-row">
          <Show component="button" properties={{ text: 'Primary', variant: 'primary' }} listen={['click']} />
          <Show component="button" properties={{ text: 'Secondary' }} />
          <Show component="button" properties={{ text: 'Subtle', variant: 'subtle' }} />
          <Show component="button" properties={{ text: 'With icon', icon: 'download' }} />
          <Show component="button" properties={{ text: 'Only icon', icon: 'refresh', iconOnly: true }} />
          <Show component="button" properties={{ text: 'Small', size: 's' }} />
        </div>
        <div className="gallery-row">
          <Show component="button" properties={{ text: 'Delete', variant: 'primary', tone: 'bad' }} />
          <Show component="button" properties={{ text: 'Delete', tone: 'bad', icon: 'trash' }} />
          <Show component="button" properties={{ text: 'Disabled', disabled: true }} />
          <Show component="button" properties={{ text: 'Disabled', variant: 'primary', disabled: true }} />
          <Show component="button" properties={{ text: 'Saving', variant: 'primary', busy: true }} />
        </div>
      </>
    ),
  },
  { name: 'menu', Show: () => <Show component="menu" properties={{ label: 'Actions', items: entries }} listen={['select']} /> },
  {
    name: 'breadcrumb',
    Show: () => (
      <Show
        component="breadcrumb"
        properties={{
          label: 'Way here',
          items: [{ label: 'Bank', page: 'home' }, { label: 'Clients', page: 'clients' }, { label: 'Novák, Petr' }],
        }}
      />
    ),
  },
  {
    name: 'navigation',
    Show: () => (
      <div className="gallery-columns">
        <Show
          component="navigation"
          properties={{
            label: 'Bank',
            current: 'loans',
            items: [
              { label: 'Overview', page: 'home', icon: 'home' },
              { label: 'Clients', page: 'clients', icon: 'users', badge: '5,369' },
              { label: 'Loans', page: 'loans', icon: 'coin', group: 'Money' },
              { label: 'Cards', page: 'cards', icon: 'credit-card', group: 'Money' },
            ],
          }}
        />
        <Show
          component="navigation"
          properties={{
            label: 'Across',
            orientation: 'horizontal',
            current: 'b',
            items: [
              { label: 'First', page: 'a' },
              { label: 'Second', page: 'b' },
            ],
          }}
        />
      </div>
    ),
  },
];
