import { Link } from '@tanstack/react-router'
import { type RefObject, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { DocumentText, Mention, Repair } from '../../../../src/plan/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { comma } from '../../shell/punctuation.ts'
import { reasonInChinese } from './reasons.ts'

interface Shown {
  about: string
  left: number
  top: number
  above: boolean
}

/** What a soft mark in the text stands for, beside it while one points at it or has tapped it. */
export function MarkCard({ page, text }: { page: RefObject<HTMLElement | null>; text: DocumentText }) {
  const [shown, setShown] = useState<Shown>()
  useEffect(() => {
    const frame = page.current
    if (!frame) return
    let timer = 0
    const show = (target: EventTarget | null, delay: number) => {
      window.clearTimeout(timer)
      const mark = target instanceof Element ? target.closest<HTMLElement>('[data-about]') : null
      timer = window.setTimeout(() => {
        if (!mark?.dataset.about) return setShown(undefined)
        const { left, top, bottom } = mark.getClientRects()[0] ?? mark.getBoundingClientRect()
        const above = top > 220
        const width = Math.min(320, window.innerWidth - 24)
        setShown({
          about: mark.dataset.about,
          left: Math.max(12, Math.min(left, window.innerWidth - width - 12)),
          top: above ? top - 6 : bottom + 6,
          above,
        })
      }, delay)
    }
    let under: EventTarget | null = null
    const onMove = (event: PointerEvent) => {
      // When the page moves under a resting pointer the browser says that it moved, by nothing.
      const moved = event.movementX !== 0 || event.movementY !== 0
      if (event.pointerType !== 'mouse' || !moved || event.target === under) return
      under = event.target
      show(event.target, 260)
    }
    const onClick = (event: MouseEvent) => show(event.target, 0)
    const hide = () => {
      under = null
      show(null, 0)
    }
    frame.addEventListener('pointermove', onMove)
    frame.addEventListener('click', onClick)
    frame.addEventListener('scroll', hide, { passive: true })
    return () => {
      window.clearTimeout(timer)
      frame.removeEventListener('pointermove', onMove)
      frame.removeEventListener('click', onClick)
      frame.removeEventListener('scroll', hide)
    }
  }, [page])
  if (!shown) return null
  const [layer, key] = shown.about.split(':')
  const mention = layer === 'mention' ? text.mentions[Number(key)] : undefined
  const repair = layer === 'repair' ? text.repairs[Number(key)] : undefined
  return createPortal(
    <div
      className={`mark-card${shown.above ? ' above' : ''}`}
      role="tooltip"
      style={{ left: shown.left, top: shown.top }}
      onPointerLeave={() => setShown(undefined)}
    >
      {mention && <MentionFacts mention={mention} />}
      {repair && <RepairFacts repair={repair} />}
    </div>,
    document.body,
  )
}

function MentionFacts({ mention }: { mention: Mention }) {
  const { t } = useTranslation()
  const { kind, role, label, organization, today } = mention
  const heirs = organization ? (today ?? []).filter(({ id }) => id !== organization.id) : []
  return (
    <>
      <h4>
        {t(`mentions.${kind}`)}
        {role && <span className={`role-${role}`}> · {t(`roles3.${role}`)}</span>}
      </h4>
      <p>{label}</p>
      {organization && (
        <p>
          <Link to="/units/$unitId" params={{ unitId: organization.id }}>
            {organization.name}
          </Link>
          {heirs.length > 0 && ` → ${heirs.map(({ name }) => name).join(comma())}`}
        </p>
      )}
      {kind === 'unit' && !organization && <p className="faint">{t('plan.unknownUnit')}</p>}
      {kind === 'class' && <p className="faint">{t('plan.classNote')}</p>}
    </>
  )
}

function RepairFacts({ repair }: { repair: Repair }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  return (
    <>
      <h4>{t(`repairs.${repair.kind}`)}</h4>
      <dl className="repair-facts">
        <div>
          <dt>{t('repairs.source')}</dt>
          <dd>
            <code>{repair.quote}</code>
          </dd>
        </div>
        <div>
          <dt>{t('repairs.fix')}</dt>
          <dd>
            {repair.fix === null ? (
              t('repairs.unproven')
            ) : repair.fix === '' ? (
              t('repairs.removed')
            ) : (
              <code>{repair.fix}</code>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('repairs.reason')}</dt>
          <dd>{language === 'en' ? repair.reason : reasonInChinese(repair.reason)}</dd>
        </div>
      </dl>
    </>
  )
}
