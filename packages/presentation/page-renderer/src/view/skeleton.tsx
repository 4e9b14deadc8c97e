import { useText } from '@plinth/component-kit';

/** Stands where a page is about to be: a title, a row of cards, a table. */
export function PageSkeleton() {
  const text = useText();
  return (
    <div className="plinth-page" role="status" aria-label={text('page.loading', 'Loading')}>
      <div className="plinth-skeleton" style={{ blockSize: 30, inlineSize: 'min(260px, 60%)' }} />
      <div style={{ display: 'grid', gap: 'var(--space-4)', gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))' }}>
        {[0, 1, 2, 3].map((card) => (
          <div key={card} className="plinth-skeleton" style={{ blockSize: 88 }} />
        ))}
      </div>
      <div className="plinth-skeleton" style={{ blockSize: 320 }} />
    </div>
  );
}
