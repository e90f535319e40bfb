import { DownloadOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InView } from '../../../../src/blueprint/schemas.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { inViewFile, useInView } from '../api.ts'
import { KindSign, useWords } from '../words.tsx'

/** What the map shows just now, as a table: by keyboard and ear one comes to a feature through it, as by a click on the map. */
export function FeatureTable(props: {
  bbox: string | null
  day: string
  layers: readonly string[]
  chosen: readonly number[]
  onChoose: (feature: InView) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const [q, setQ] = useState('')
  const sought = useDeferredValue(q.trim())
  const wish = props.bbox === null ? null : { bbox: props.bbox, asOf: props.day, layers: props.layers, q: sought }
  const answer = useInView(wish)
  const items = answer.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = answer.data?.pages ?? []
  const none = props.layers.length === 0
  return (
    <div className="bp-in-view">
      <Input
        {...{ value: q, allowClear: true, maxLength: 100, placeholder: t('blueprint.inView.seek') }}
        aria-label={t('blueprint.inView.seek')}
        onChange={({ target }) => setQ(target.value)}
      />
      <p role="status" className="bp-note">
        {none && t('blueprint.inView.noLayers')}
        {!none && answer.isPending && t('shell.loading')}
        {!none && first && t('blueprint.inView.total', { n: words.number(first.total, 0) })}
      </p>
      {answer.isError && <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} />}
      {wish && !none && items.length > 0 && (
        <>
          <p className="bp-links">
            <a href={inViewFile(wish)} download>
              <DownloadOutlined /> {t('blueprint.inView.csv')}
            </a>
          </p>
          <table aria-label={t('blueprint.inView.title')}>
            <thead>
              <tr>
                <th scope="col">{t('blueprint.fields.name')}</th>
                <th scope="col" className="number">
                  {t('blueprint.inView.size')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id} className={props.chosen.includes(one.id) ? 'on' : ''}>
                  <td>
                    <button type="button" className="plain" onClick={() => props.onChoose(one)}>
                      {one.name || one.key}
                    </button>
                    <small>
                      <KindSign kind={one.kind} of={one.class} />
                      {words.kind(one.kind)} · {one.layerName}
                    </small>
                  </td>
                  <td className="number">
                    {one.areaM2 !== null
                      ? t('blueprint.measures.hectares', { value: words.number(one.areaM2 / 10_000) })
                      : one.lengthM !== null
                        ? words.length(one.lengthM)
                        : '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {answer.hasNextPage && (
            <MoreRows busy={answer.isFetchingNextPage} onMore={() => void answer.fetchNextPage()} />
          )}
        </>
      )}
    </div>
  )
}
