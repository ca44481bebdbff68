import { DEFAULT_HELP } from '../api/help';

/**
 * When nothing else can be drawn, not even words: the crisis strip again, and a way to start anew.
 * Depends on no catalogue, no server and no style sheet but the strip's own.
 */
export function LastResort() {
  return (
    <>
      <header className="strip-bar">
        <strong>Harbour</strong>
      </header>
      <section className="strip">
        <ul className="strip-ways">
          {DEFAULT_HELP.lines.map((line) => (
            <li key={line.number}>
              <a href={`tel:${line.number}`}>
                <b>{line.number}</b> <span lang="zh-Hans">{line.name_zh}</span>{' '}
                <span lang="en">{line.name_en}</span>
              </a>
            </li>
          ))}
        </ul>
        <p className="strip-danger">
          <a href={location.pathname} lang="zh-Hans">
            页面未能打开，请重试
          </a>{' '}
          <a href={location.pathname} lang="en">
            The page could not be opened. Try again
          </a>
        </p>
      </section>
    </>
  );
}
