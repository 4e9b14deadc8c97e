import { PageSkeleton } from '@plinth/page-renderer';

/** The frame of an application before it is known. */
export function FrameSkeleton() {
  return (
    <div className="player-frame">
      <div className="player-header" />
      <div className="player-rail" aria-hidden="true" />
      <main className="player-main">
        <div className="player-content">
          <PageSkeleton />
        </div>
      </main>
    </div>
  );
}
