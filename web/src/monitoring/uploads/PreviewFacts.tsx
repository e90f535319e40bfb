import { useTranslation } from 'react-i18next'
import type { UploadPreview } from '../../../../src/monitoring/schemas.ts'
import { CutNote } from '../../shell/CutNote.tsx'
import { comma } from '../../shell/punctuation.ts'
import { useNumber } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'

/** What would be written: how much, of which stations and parameters, from when to when; and the first rows as they were read. */
export function PreviewFacts({ preview }: { preview: UploadPreview }) {
  const { t } = useTranslation()
  const number = useNumber()
  const { nameOf } = useParameters()
  const { headings, samples, rows, values, unmeasured, stations, parts } = preview
  const parameters = new Set(parts.flatMap((part) => part.parameters)).size
  return (
    <section className="upl-preview">
      <h2 className="section-title">
        {t('monitoring.uploads.previewTitle')} <small>{t('monitoring.uploads.previewLede')}</small>
      </h2>
      <dl className="mon-facts">
        {(
          [
            ['rows', rows],
            ['values', values],
            ['stations', stations],
            ['parameters', parameters],
            ['unmeasured', unmeasured],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{t(`monitoring.uploads.counts.${name}`)}</dt>
            <dd className="figure">{number(count)}</dd>
          </div>
        ))}
      </dl>
      {parts.length > 0 && (
        <div className="mon-scroll">
          <table className="mon-table cards">
            <thead>
              <tr>
                {(['station', 'parameters', 'values', 'span'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t(`monitoring.uploads.parts.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {parts.map((part) => (
                <tr key={part.station}>
                  <td className="tight">{part.station}</td>
                  <td data-label={t('monitoring.uploads.parts.parameters')}>
                    {part.parameters.map(nameOf).join(comma())}
                  </td>
                  <td data-label={t('monitoring.uploads.parts.values')}>{number(part.values)}</td>
                  <td className="tight" data-label={t('monitoring.uploads.parts.span')}>
                    {part.first === null ? '—' : part.first === part.last ? part.first : `${part.first} – ${part.last}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <CutNote shown={parts.length} total={stations} />
      {samples.length > 0 && (
        <details>
          <summary>{t('monitoring.uploads.samples')}</summary>
          <div className="mon-scroll">
            <table className="mon-table">
              <thead>
                <tr>
                  {headings.map((heading, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns are what they are by their place
                    <th key={index} scope="col">
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {samples.map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows are what they are by their place
                  <tr key={at}>
                    {headings.map((_, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: columns are what they are by their place
                      <td key={index} className="tight">
                        {row[index]}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  )
}
