import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DocumentText, Finding } from '../../../../src/plan/schemas.ts'

const AROUND = 60

/** What reading and parsing noticed and could not settle: each leads to its place in the text. */
export function FindingsDrawer(props: {
  text: DocumentText
  open: boolean
  onClose: () => void
  onGo: (address: string) => void
}) {
  const { t, i18n } = useTranslation()
  const { text } = props
  const title = ({ code, message }: Finding) => {
    const key = `findings.codes.${code}`
    return i18n.exists(key) ? String(t(key as 'findings.title')) : message
  }
  return (
    <Drawer open={props.open} onClose={props.onClose} title={t('findings.title')} size={420}>
      <p className="faint">{t('findings.lede')}</p>
      <ul className="findings">
        {text.findings.map((finding) => {
          const address = provisionAt(text, finding.span[0])
          return (
            <li key={`${finding.code}${finding.span[0]}`}>
              <button
                type="button"
                className="plain"
                disabled={!address}
                onClick={() => address && props.onGo(address)}
              >
                <b>{title(finding)}</b>
                <span>{text.text.slice(finding.span[0], Math.min(finding.span[1], finding.span[0] + AROUND))}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </Drawer>
  )
}

/** The innermost provision that governs a place. */
function provisionAt({ provisions }: DocumentText, position: number): string | undefined {
  let found: DocumentText['provisions'][number] | undefined
  for (const one of provisions)
    if (one.extent[0] <= position && position < one.extent[1] && (!found || one.extent[0] >= found.extent[0]))
      found = one
  return found?.address
}
