import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ToldResourceListed } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'

/** The way from a resource of another node to asking for it, or, where it is not shared, to negotiating. */
export function AskOutside(props: {
  owner: ToldResourceListed['owner']
  id: string
  content: ToldResourceListed['content']
  size?: 'small'
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayAsk = useMay('sharing.request')
  const { owner, id, content, size } = props
  if (!mayAsk || content.items.length === 0) return null
  return (
    <Button
      className="no-print"
      type={size ? 'default' : 'primary'}
      {...(size ? { size } : {})}
      onClick={() => void navigate({ to: '/nodes/requests/new', search: { owner: owner.code, resource: id } })}
    >
      {t(content.sharingType === 'none' ? 'exchange.sharing.negotiate' : 'exchange.nodes.outside.ask')}
    </Button>
  )
}
