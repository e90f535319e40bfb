import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorDetail } from '../../../../src/delivery/indicators/schemas.ts'
import { colors, sansFamily } from '../../shell/theme.ts'
import { yearlyFigures } from './chartData.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/** What was observed beside what it should be. A year without a figure is a gap; the target is a dashed line. */
export function IndicatorChart({ one }: { one: IndicatorDetail }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const { years, figures, path, target, upper } = yearlyFigures(one)
    const chart = init(box.current, null, { renderer: 'svg' })
    const dashed = (name: string, value: number | null) =>
      value === null
        ? []
        : [
            {
              name,
              type: 'line' as const,
              data: years.map((year) => [year, value]),
              symbol: 'none',
              lineStyle: { type: 'dashed' as const, width: 1.5, color: colors.refused },
              itemStyle: { color: colors.refused },
            },
          ]
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: sansFamily, color: colors.ink },
      grid: { left: 8, right: 24, top: 40, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      legend: { top: 0, left: 0, itemWidth: 22, textStyle: { color: colors.inkSoft } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'value',
        min: years[0],
        max: years.at(-1),
        minInterval: 1,
        axisLabel: { formatter: (year: number) => String(year), color: colors.inkSoft },
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: colors.lineStrong } },
      },
      yAxis: {
        type: 'value',
        scale: true,
        name: one.unit,
        nameTextStyle: { color: colors.inkSoft },
        axisLabel: { color: colors.inkSoft },
        splitLine: { lineStyle: { color: colors.line } },
      },
      series: [
        ...(path.length > 0
          ? [
              {
                name: t('delivery.indicators.chartPath'),
                type: 'line' as const,
                data: path,
                symbol: 'none',
                lineStyle: { width: 1.5, color: colors.inkSoft, opacity: 0.6 },
                itemStyle: { color: colors.inkSoft },
              },
            ]
          : []),
        ...dashed(t('delivery.indicators.chartTarget'), target),
        ...dashed(t('delivery.indicators.upper'), upper),
        {
          name: t('delivery.indicators.chartFigure'),
          type: 'line' as const,
          data: figures,
          connectNulls: false,
          symbol: 'circle',
          symbolSize: 8,
          lineStyle: { width: 2.5, color: colors.accent },
          itemStyle: { color: colors.accent },
        },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [one, t])
  return (
    <figure>
      <div ref={box} className="ind-chart" role="img" aria-label={t('delivery.indicators.chart')} />
      <figcaption className="ind-note">{t('delivery.indicators.chartAsOf', { today: one.today })}</figcaption>
    </figure>
  )
}
