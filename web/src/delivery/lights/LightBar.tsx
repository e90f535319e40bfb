import { useTranslation } from 'react-i18next'
import type { LightTally } from '../../../../src/delivery/cockpit/schemas.ts'
import type { Light } from '../../../../src/delivery/lights/types.ts'
import './lights.css'

export const lights: readonly Light[] = ['red', 'yellow', 'grey', 'green', 'closed']

export const totalOf = (tally: LightTally) => lights.reduce((sum, light) => sum + (tally[light] ?? 0), 0)

/** How many tasks have which light, as shares of one bar; said in words to who does not see it. */
export function LightBar({ tally }: { tally: LightTally }) {
  const { t } = useTranslation()
  const some = lights.filter((light) => tally[light])
  const said = some.map((light) => `${t(`delivery.cockpit.light.${light}`)} ${tally[light]}`).join(' · ')
  return (
    <span className="light-bar" role="img" aria-label={said} title={said}>
      {some.map((light) => (
        <span key={light} className={`of-${light}`} style={{ flexGrow: tally[light] }} />
      ))}
    </span>
  )
}
