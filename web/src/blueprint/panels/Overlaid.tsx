import { Link } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { lights } from '../../delivery/lights/LightBar.tsx'
import { LightMark } from '../../delivery/lights/LightMark.tsx'
import { ClassWord } from '../../delivery/projects/parts.tsx'
import { LIGHT_COLOURS } from '../map/notes.ts'
import type { Overlaid } from '../overlays.ts'
import type { ChangeView } from '../useView.ts'
import { type BlueprintSearch, overlaysOf, overlaysWord } from '../view.ts'

/** What of other rooms can be laid over the map: each with its switch and its legend. */
export function OverlaySwitches(props: { view: BlueprintSearch; change: ChangeView; overlaid: Overlaid }) {
  const { t } = useTranslation()
  const may = useMay('delivery.read')
  const { view, change, overlaid } = props
  if (!may) return null
  const shown = overlaysOf(view.over)
  const set = (overlay: (typeof shown)[number]) => (on: boolean) =>
    change({ over: overlaysWord(view.over, overlay, on) })
  return (
    <section className="bp-over">
      <h3>{t('blueprint.over.title')}</h3>
      <Checkbox checked={shown.includes('projects')} onChange={({ target }) => set('projects')(target.checked)}>
        {t('blueprint.over.projects')}
      </Checkbox>
      {shown.includes('projects') && (
        <div className="bp-over-more">
          <ul className="bp-keys">
            <li>
              <i className="dot" style={{ background: '#cf7a2b' }} aria-hidden />
              {t('blueprint.over.projectPoint')}
            </li>
            <li>
              <i className="dash" style={{ background: '#8f4a0d' }} aria-hidden />
              {t('blueprint.over.projectLine')}
            </li>
          </ul>
          {overlaid.withoutPlace > 0 && (
            <p className="bp-note">{t('blueprint.over.withoutPlace', { count: overlaid.withoutPlace })}</p>
          )}
        </div>
      )}
      <Checkbox checked={shown.includes('lights')} onChange={({ target }) => set('lights')(target.checked)}>
        {t('blueprint.over.lights')}
      </Checkbox>
      {shown.includes('lights') && (
        <div className="bp-over-more">
          <ul className="bp-keys">
            {lights.map((light) => (
              <li key={light}>
                <i className="dot" style={{ background: LIGHT_COLOURS[light] }} aria-hidden />
                {t(`delivery.cockpit.light.${light}`)}
              </li>
            ))}
          </ul>
          <p className="bp-note">{t('blueprint.over.lightsSay')}</p>
        </div>
      )}
    </section>
  )
}

/** What of other rooms is at a place: projects near it, and the lights of the city it lies in. */
export function OverlaidHere({ projects, lights: city }: ReturnType<Overlaid['at']>) {
  const { t } = useTranslation()
  return (
    <>
      {projects.map((one) => (
        <li key={one.id} className="bp-found">
          <h3>
            <Link to="/projects/$projectId" params={{ projectId: one.id }}>
              {one.name}
            </Link>
          </h3>
          <p>
            <b>{t('blueprint.over.project')}</b> · <ClassWord value={one.class} /> · {one.organization.shortName}
          </p>
          {one.sample && <p className="bp-sample">{t('blueprint.sample')}</p>}
        </li>
      ))}
      {city && (
        <li className="bp-found">
          <h3>
            <Link to="/tasks" search={{ place: city.code }}>
              {t('blueprint.over.tasksOf', { place: city.name })}
            </Link>
          </h3>
          <p className="bp-lights">
            {lights
              .filter((light) => city.lights[light])
              .map((light) => (
                <Link key={light} to="/tasks" search={{ place: city.code, light }}>
                  <LightMark light={light} count={city.lights[light] ?? 0} />
                </Link>
              ))}
          </p>
        </li>
      )}
    </>
  )
}
