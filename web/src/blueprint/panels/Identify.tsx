import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Identified } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { identifyQuery } from '../api.ts'
import type { Overlaid } from '../overlays.ts'
import { Basis, KindSign, useWords } from '../words.tsx'
import { OverlaidHere } from './Overlaid.tsx'

/** Lines and points count as hit within so many pixels. */
const PIXELS = 8

/** Metres that a click may be off a line or a point at this zoom. */
export const reachAt = (zoom: number, latitude: number): number =>
  Math.min(50_000, Math.round((PIXELS * 78271.517 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom))

export function useIdentified(
  at: readonly [number, number] | null,
  day: string,
  reach: number,
  layers: readonly string[],
) {
  return useQuery(identifyQuery(at, day, reach, layers))
}

/** Everything at a place: what it is, how large, of which layer, on what ground. */
export function Identify(props: {
  at: readonly [number, number]
  answer: ReturnType<typeof useIdentified>
  /** The feature that was chosen in a list: it comes first. */
  first: number | null
  overlaid: ReturnType<Overlaid['at']>
  onBack: (() => void) | null
}) {
  const { t } = useTranslation()
  const { at, answer, first, overlaid, onBack } = props
  const items = [...(answer.data?.items ?? [])].sort(
    (one, other) => Number(other.feature.id === first) - Number(one.feature.id === first),
  )
  const others = overlaid.projects.length > 0 || overlaid.lights !== null
  return (
    <div className="bp-identify" aria-live="polite">
      {onBack && (
        <Button type="link" icon={<ArrowLeftOutlined />} onClick={onBack}>
          {t('blueprint.inView.back')}
        </Button>
      )}
      <p className="bp-note">
        {t('blueprint.identify.at', { longitude: at[0].toFixed(5), latitude: at[1].toFixed(5) })}
      </p>
      {answer.isError && <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && answer.fetchStatus !== 'idle' && <p>{t('shell.loading')}</p>}
      {items.length === 0 && !others && !answer.isFetching && !answer.isError && (
        <Alert type="info" title={t('blueprint.identify.nothing')} />
      )}
      <ul>
        {items.map((item) => (
          <Found key={item.feature.id} item={item} />
        ))}
        <OverlaidHere {...overlaid} />
      </ul>
    </div>
  )
}

function Found({ item: { feature, layer, distanceM } }: { item: Identified['items'][number] }) {
  const { t } = useTranslation()
  const words = useWords()
  const attributes = Object.entries(feature.attributes).filter(([, value]) => value !== null && value !== '')
  return (
    <li className="bp-found">
      <h3>
        <KindSign kind={layer.kind} of={feature.class} />
        {feature.name || feature.key}
      </h3>
      <p>
        <b>{words.kind(layer.kind)}</b>
        {feature.class && ` · ${words.class(feature.class)}`}
        {distanceM > 0 && ` · ${t('blueprint.identify.away', { length: words.length(distanceM) })}`}
      </p>
      <dl>
        {feature.areaM2 !== null && (
          <>
            <dt>{t('blueprint.fields.area')}</dt>
            <dd>{words.area(feature.areaM2)}</dd>
          </>
        )}
        {feature.lengthM !== null && (
          <>
            <dt>{t('blueprint.fields.length')}</dt>
            <dd>{words.length(feature.lengthM)}</dd>
          </>
        )}
        <dt>{t('blueprint.fields.layer')}</dt>
        <dd>
          {layer.name} <small>{t('blueprint.revision', { number: layer.revision })}</small>
        </dd>
        <dt>{t('blueprint.fields.keeper')}</dt>
        <dd>{layer.organization}</dd>
        <dt>{t('blueprint.fields.valid')}</dt>
        <dd>
          {feature.validTo
            ? t('blueprint.fields.between', { from: feature.validFrom, to: feature.validTo })
            : t('blueprint.fields.since', { from: feature.validFrom })}
        </dd>
        <dt>{t('blueprint.fields.basis')}</dt>
        <dd>
          <Basis of={layer} />
        </dd>
      </dl>
      {attributes.length > 0 && (
        <details>
          <summary>{t('blueprint.fields.attributes', { count: attributes.length })}</summary>
          <dl>
            {attributes.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {layer.isSample && <p className="bp-sample">{t('blueprint.sample')}</p>}
    </li>
  )
}
