import type { ReactNode } from 'react';

/** A part of the properties with a heading of its own. */
export function Group({ title, action, children }: { readonly title: string; readonly action?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="studio-panel-group">
      <header>
        <h3>{title}</h3>
        {action}
      </header>
      {children}
    </section>
  );
}
