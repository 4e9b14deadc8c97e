import { useState } from 'react';
import { Show } from '../show.tsx';
import type { Story } from './story.ts';

function Overlay({ component }: { readonly component: 'dialog' | 'drawer' }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Show component="button" properties={{ text: 'Open' }} on={{ click: async () => setOpen(true) }} />
      <Show
        component={component}
        properties={{ title: 'Approve the loan?', description: 'The client is told at once.', open }}
        on={{ closed: async () => setOpen(false) }}
        slots={{
          children: <Show component="text-input" properties={{ label: 'Reason' }} />,
          actions: (
            <>
              <Show component="button" properties={{ text: 'Not yet' }} on={{ click: async () => setOpen(false) }} />
              <Show component="button" properties={{ text: 'Approve', variant: 'primary' }} />
            </>
          ),
        }}
      />
    </>
  );
}

export const overlayStories: readonly Story[] = [
  { name: 'dialog', Show: () => <Overlay component="dialog" />, alone: true },
  { name: 'drawer', Show: () => <Overlay component="drawer" />, alone: true },
];
