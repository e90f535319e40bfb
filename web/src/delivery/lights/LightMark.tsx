import { useTranslation } from 'react-i18next'
import type { Light } from '../../../../src/delivery/lights/types.ts'
import './lights.css'

/** A light with its word: never a bare colour. */
export function LightMark({ light, count }: { light: Light | 'none'; count?: number }) {
  const { t } = useTranslation()
  return (
    <span className={`light-mark of-${light}`}>
      {t(`delivery.cockpit.light.${light}`)}
      {count !== undefined && <b>{count}</b>}
    </span>
  )
}
