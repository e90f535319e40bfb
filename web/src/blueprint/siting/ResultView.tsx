import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SitingResult } from '../../../../src/blueprint/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { comma } from '../../shell/punctuation.ts'
import { KindSign, useWords } from '../words.tsx'
import { VerdictMark } from './VerdictMark.tsx'

/** What came of a check: the verdict in words, what the site touches, what that requires, what is near. */
export function ResultView(props: {
  result: SitingResult
  lit: number | null
  onLight: (featureId: number | null) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const { result, lit, onLight } = props
  const { site, unknown } = result
  const percent = (share: number) => `${words.number(share * 100, share < 0.1 ? 2 : 1)}%`
  const lost = unknown.areaM2 ?? unknown.lengthM
  return (
    <div className="bp-result">
      <p className={`bp-verdict ${result.verdict}`} role="status">
        <VerdictMark verdict={result.verdict} />
        <span>
          <b>{t(`blueprint.siting.verdicts.${result.verdict}`)}</b>
          {t(`blueprint.siting.verdictSays.${result.verdict}`)}
        </span>
      </p>
      {result.hasSample && <p className="bp-sample">{t('blueprint.siting.sample')}</p>}
      <dl className="bp-facts">
        {site.areaM2 !== null && (
          <>
            <dt>{t('blueprint.siting.size.area')}</dt>
            <dd>{words.area(site.areaM2)}</dd>
          </>
        )}
        {site.lengthM !== null && (
          <>
            <dt>{t('blueprint.siting.size.length')}</dt>
            <dd>{words.length(site.lengthM)}</dd>
          </>
        )}
        <dt>{t('blueprint.siting.size.place')}</dt>
        <dd>{site.jurisdictions.map(({ name }) => name).join(comma()) || '—'}</dd>
      </dl>
      <p className="bp-note">{t('blueprint.siting.asOf', { day: result.asOf })}</p>
      {unknown.share > 0.0005 && (
        <p className="bp-unknown">
          {lost === null
            ? t('blueprint.siting.unknownPlace')
            : t('blueprint.siting.unknown', {
                size: unknown.areaM2 === null ? words.length(lost) : words.area(lost),
                share: percent(unknown.share),
              })}
        </p>
      )}
      <h3>{t('blueprint.siting.touched')}</h3>
      {result.touched.length === 0 ? (
        <p>{t('blueprint.siting.touchedNone')}</p>
      ) : (
        <table className="bp-touched">
          <thead>
            <tr>
              <th>{t('blueprint.siting.columns.what')}</th>
              <th>{t('blueprint.siting.columns.extent')}</th>
              <th>{t('blueprint.siting.columns.share')}</th>
              <th>{t('blueprint.siting.columns.permits')}</th>
            </tr>
          </thead>
          <tbody>
            {result.touched.map((one) => (
              <tr key={one.featureId} className={one.featureId === lit ? 'on' : ''}>
                <td>
                  <button
                    type="button"
                    className="plain"
                    aria-pressed={one.featureId === lit}
                    aria-label={t('blueprint.siting.show', { name: one.name || one.key })}
                    onClick={() => onLight(one.featureId === lit ? null : one.featureId)}
                  >
                    <KindSign kind={one.kind} of={one.class} />
                    {words.kind(one.kind)}
                    {one.class && ` · ${words.class(one.class)}`}
                    <small>{one.name || one.key}</small>
                  </button>
                </td>
                <td className="number">
                  <Extent of={one} />
                </td>
                <td className="number">{one.share === null ? '—' : percent(one.share)}</td>
                <td>
                  <span className={`bp-permits ${one.permits}`}>{t(`blueprint.siting.permits.${one.permits}`)}</span>
                  {one.sliver && (
                    <small title={t('blueprint.siting.sliverSays')}> {t('blueprint.siting.sliver')}</small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Rules result={result} />
      <Nearest result={result} />
      {result.conflicts.length > 0 && (
        <>
          <h3>{t('blueprint.siting.conflicts')}</h3>
          <ul className="bp-list">
            {result.conflicts.map((one) => (
              <li key={one.id}>
                <Link to="/blueprint" search={{ panel: 'conflicts', conflict: one.id }}>
                  {t(`blueprint.conflicts.rules.${one.rule}` as 'blueprint.conflicts.rules.red_line_urban')}
                </Link>{' '}
                <small>{words.area(one.areaM2)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="bp-note">
        {t('blueprint.siting.lookup', { version: result.rulesVersion, count: result.revisions.length })}{' '}
        {t('blueprint.siting.notPermit')}
      </p>
    </div>
  )
}

function Extent({ of }: { of: SitingResult['touched'][number] }) {
  const { t } = useTranslation()
  const words = useWords()
  if (of.unsure) return t('blueprint.siting.unsure')
  if (of.areaM2 !== null) return t('blueprint.measures.hectares', { value: words.number(of.areaM2 / 10_000) })
  if (of.lengthM !== null) return words.length(of.lengthM)
  return of.crossings > 0 ? t('blueprint.siting.crossings', { count: of.crossings }) : t('blueprint.siting.there')
}

function Rules({ result }: { result: SitingResult }) {
  const { t } = useTranslation()
  const words = useWords()
  const { language } = usePreferences()
  const said = language.startsWith('zh') ? 'zh' : 'en'
  const unruled = result.touched.some(({ rule }) => rule === null)
  if (result.rules.length === 0 && !unruled) return null
  return (
    <>
      <h3>{t('blueprint.siting.rules')}</h3>
      <ul className="bp-rules">
        {result.rules.map((rule) => (
          <li key={rule.code}>
            <details>
              <summary>
                <span className={`bp-permits ${rule.permits}`}>{t(`blueprint.siting.permits.${rule.permits}`)}</span>{' '}
                <b>
                  {words.kind(rule.kind)}
                  {rule.class && ` · ${words.class(rule.class)}`}
                </b>{' '}
                {rule.words[said]}
              </summary>
              <p>
                {t('blueprint.siting.citation')} {rule.citation.instrument}
                {rule.citation.article}{' '}
                <span className={`badge ${rule.citation.confidence === 'own' ? 'extracted' : ''}`}>
                  {t(`blueprint.conflicts.confidences.${rule.citation.confidence}`)}
                </span>
              </p>
            </details>
          </li>
        ))}
        {unruled && <li>{t('blueprint.siting.noRule')}</li>}
      </ul>
    </>
  )
}

function Nearest({ result: { nearest } }: { result: SitingResult }) {
  const { t } = useTranslation()
  const words = useWords()
  const all = [
    ...nearest.stations.map((one) => ({ kind: 'station' as const, ...one })),
    ...nearest.waterSources.map((one) => ({ kind: 'water_source' as const, ...one })),
  ]
  return (
    <>
      <h3>{t('blueprint.siting.nearest')}</h3>
      {all.length === 0 && <p>{t('blueprint.siting.nearestNone')}</p>}
      <ul className="bp-near">
        {all.map((one) => (
          <li key={one.featureId}>
            <KindSign kind={one.kind} of={one.class} />
            {one.name || one.key}{' '}
            <small>
              {one.distanceM === 0
                ? t('blueprint.siting.there')
                : t('blueprint.siting.away', { length: words.length(one.distanceM) })}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}
