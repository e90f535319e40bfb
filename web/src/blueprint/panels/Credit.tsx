import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BaseMap } from '../map/types.ts'

/** Whose map lies below, with its 审图号; what our own outlines are; and when a tile service does not answer. */
export function Credit(props: { baseMap: BaseMap | null; failed: boolean; official: boolean; onRetry: () => void }) {
  const { t } = useTranslation()
  const { baseMap, failed, official } = props
  return (
    <p className="bp-credit" role="status">
      {baseMap
        ? [baseMap.attribution, baseMap.approval].filter(Boolean).join(' ')
        : t(official ? 'blueprint.map.official' : 'blueprint.map.unofficial')}
      {failed && (
        <>
          {' '}
          {t('blueprint.map.serviceSilent')}{' '}
          <Button type="link" size="small" onClick={props.onRetry}>
            {t('shell.retry')}
          </Button>
        </>
      )}
    </p>
  )
}
