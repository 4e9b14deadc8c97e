/** The frame before the application is there. */
export function FrameSkeleton() {
  return (
    <div className="studio-frame" aria-busy="true">
      <div className="studio-top" />
      <div className="studio-rail" />
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
