import { answerWith } from '../../platform/threads/index.ts'
import { type CollideRequest, type Collision, collide } from './collide.ts'

answerWith<CollideRequest, Collision[]>(collide)
