import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import type { FeatureCollection } from 'geojson'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { differenceQuery, MOST_DIFFERENCES } from '../api.ts'
import { Labelled } from '../Labelled.tsx'
import { CHANGE_COLOURS } from '../map/notes.ts'
import { KindSign, useWords } from '../words.tsx'

export function useDifference(from: string | null, to: string, layers: readonly string[]) {
  return useQuery(differenceQuery(from, to, layers))
}

const sign = { added: 'added', removed: 'removed', reshaped: 'changed', described: 'changed' } as const

/** Differences as the map draws them: what came and went, and the new shape of what changed. */
export function useDifferenceShapes(items: readonly Difference[] | undefined): FeatureCollection | null {
  return useMemo(() => {
    if (!items) return null
    return {
      type: 'FeatureCollection',
      features: items.flatMap(({ change, key, before, after }) => {
        const side = after ?? before
        return side
          ? [{ type: 'Feature' as const, properties: { change: sign[change], key }, geometry: side.geometry as never }]
          : []
      }),
    }
  }, [items])
}

/** What differs between two days, as a list beside the map. */
export function DifferenceList(props: {
  from: string | undefined
  to: string
  answer: ReturnType<typeof useDifference>
  onFrom: (day: string | undefined) => void
  onShow: (item: Difference) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const { from, to, answer } = props
  return (
    <div className="bp-difference">
      <Labelled label={t('blueprint.difference.from')}>
        {(id) => (
          <Input
            id={id}
            {...{ type: 'date', value: from ?? '', min: '2000-01-01', max: '2199-12-31' }}
            onChange={(event) => props.onFrom(event.target.value || undefined)}
          />
        )}
      </Labelled>
      <p className="bp-note">{t('blueprint.difference.to', { day: to })}</p>
      <ul className="bp-keys">
        {Object.entries(CHANGE_COLOURS).map(([name, colour]) => (
          <li key={name}>
            <i style={{ background: colour }} aria-hidden />
            {t(`blueprint.difference.signs.${name as keyof typeof CHANGE_COLOURS}`)}
          </li>
        ))}
      </ul>
      {answer.isError && <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} />}
      {from && answer.isPending && answer.fetchStatus !== 'idle' && <p>{t('shell.loading')}</p>}
      {!from && <p>{t('blueprint.difference.choose')}</p>}
      {answer.data && (
        <p role="status">
          {answer.data.total === 0
            ? t('blueprint.difference.none')
            : t(answer.data.total > MOST_DIFFERENCES ? 'blueprint.difference.cut' : 'blueprint.difference.total', {
                n: answer.data.total,
                most: MOST_DIFFERENCES,
              })}
        </p>
      )}
      <ul className="bp-list">
        {answer.data?.items.map((item) => {
          const grown = (item.after?.areaM2 ?? 0) - (item.before?.areaM2 ?? 0)
          return (
            <li key={`${item.layerId} ${item.key}`}>
              <button type="button" className="plain" onClick={() => props.onShow(item)}>
                <i style={{ background: CHANGE_COLOURS[sign[item.change]] }} aria-hidden />
                <span>
                  <b>{item.after?.name || item.before?.name || item.key}</b>
                  <small>
                    <KindSign kind={item.kind} /> {item.layerName} · {t(`blueprint.layers.changes.${item.change}`)}
                    {grown !== 0 &&
                      ` · ${grown > 0 ? '+' : '−'}${t('blueprint.measures.hectares', { value: words.number(Math.abs(grown) / 10_000) })}`}
                  </small>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
