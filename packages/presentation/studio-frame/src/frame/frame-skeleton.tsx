import { useRailPin } from './use-rail-names.ts';

/** The frame before the application is there. */
export function FrameSkeleton() {
  const { isPinned } = useRailPin();
  return (
    <div className="studio-frame" aria-busy="true">
      <div className="studio-top" />
      <div className="studio-rail" data-names={isPinned ? 'pinned' : 'none'} />
      <div className="studio-columns">
        <div className="studio-side studio-skeleton-side" />
        <div className="studio-work">
          <div className="studio-waiting" />
        </div>
        <div className="studio-properties studio-skeleton-side" />
      </div>
      <div className="studio-status" />
    </div>
  );
}
