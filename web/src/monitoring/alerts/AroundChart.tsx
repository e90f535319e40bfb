import { useQuery } from '@tanstack/react-query'
import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, MarkPointComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { colors, sansFamily } from '../../shell/theme.ts'
import { useMoment } from '../../shell/time.ts'
import { numeralOf } from '../shared/classes.ts'
import { aroundQuery, useParameterName } from './api.ts'

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkPointComponent, SVGRenderer])

/** The clock of China, wherever one looks at it: the chart takes it for UTC. */
const inChina = (moment: string) => Date.parse(moment) + 8 * 3_600_000

/** What was measured three days before and after: the limit of the target is a dashed line, the datum a point. */
export function AroundChart({ alert, observation }: { alert: AlertDetail; observation: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const nameOf = useParameterName()
  const { language } = usePreferences()
  const mayRead = useMay('observation.read')
  const around = useQuery({ ...aroundQuery(observation), enabled: mayRead })
  const box = useRef<HTMLDivElement>(null)
  const items = around.data?.items
  const { limit, targetClass, unit } = alert.evidence
  const bound = limit ? Number(/[\d.]+$/.exec(limit)?.[0]) : Number.NaN
  const name = nameOf(alert.parameter ?? '')
  useEffect(() => {
    if (!box.current || !items || items.length < 2) return
    const chart = init(box.current, null, { renderer: 'svg' })
    const highest = Math.max(...items.flatMap(({ value }) => (value === null ? [] : [value])))
    const label = { color: colors.inkSoft }
    chart.setOption({
      animation: false,
      useUTC: true,
      textStyle: { fontFamily: sansFamily, color: colors.ink },
      grid: { left: 8, right: 24, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (value: unknown) => `${value ?? '—'} ${unit ?? ''}` },
      xAxis: {
        type: 'time',
        axisLabel: {
          ...label,
          hideOverlap: true,
          formatter: { hour: t('monitoring.alerts.page.hourAxis'), day: t('monitoring.alerts.page.dayAxis') },
        },
        axisLine: { lineStyle: { color: colors.lineStrong } },
      },
      yAxis: {
        type: 'value',
        name: [name, unit].filter(Boolean).join(' '),
        nameTextStyle: { ...label, align: 'left' },
        axisLabel: label,
        splitLine: { lineStyle: { color: colors.line } },
        ...(highest < bound ? { max: Number((bound * 1.2).toPrecision(2)) } : {}),
      },
      series: [
        {
          name,
          type: 'line',
          data: items.map(({ time, value }) => [inChina(time), value]),
          connectNulls: false,
          symbolSize: 4,
          showSymbol: items.length < 80,
          lineStyle: { width: 1.5, color: colors.accent },
          itemStyle: { color: colors.accent },
          markPoint: {
            symbol: 'circle',
            symbolSize: 11,
            itemStyle: { color: colors.refused },
            label: { show: false },
            data: [{ coord: [inChina(alert.observedAt), Number(alert.evidence.value)] }],
          },
          ...(Number.isNaN(bound)
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: 'none',
                  lineStyle: { type: 'dashed', color: colors.refused },
                  label: {
                    position: 'insideEndTop',
                    color: colors.refused,
                    formatter: t('monitoring.alerts.page.limitLine', {
                      target: targetClass ? numeralOf(targetClass, language) : '',
                    }),
                  },
                  data: [{ yAxis: bound }],
                },
              }),
        },
      ],
    })
    const resized = new ResizeObserver(() => chart.resize())
    resized.observe(box.current)
    return () => {
      resized.disconnect()
      chart.dispose()
    }
  }, [items, name, unit, bound, targetClass, language, t, alert.observedAt, alert.evidence.value])
  if (!items || items.length < 2) return null
  return (
    <figure>
      <figcaption>
        <h2>{t('monitoring.alerts.page.series')}</h2>
      </figcaption>
      <div
        ref={box}
        className="alert-chart"
        role="img"
        aria-label={`${name} ${alert.evidence.value} ${unit ?? ''}${moment(alert.observedAt)}`}
      />
    </figure>
  )
}
