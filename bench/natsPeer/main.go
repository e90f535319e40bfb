// What `nats bench --js` measures, through the same servers: messages of one size are published into a member's stream, a
// batch in flight at a time, and taken from the region's stream by a pull consumer that acknowledges each.
//
//	go run main.go PUBLISH_URL SUBSCRIBE_URL SUBJECT STREAM MESSAGES SIZE
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
)

func main() {
	messages, _ := strconv.Atoi(os.Args[5])
	size, _ := strconv.Atoi(os.Args[6])
	publisher, err := nats.Connect(os.Args[1])
	check(err)
	subscriber, err := nats.Connect(os.Args[2])
	check(err)
	out, err := publisher.JetStream(nats.PublishAsyncMaxPending(4000))
	check(err)
	in, err := subscriber.JetStream()
	check(err)
	subscription, err := in.PullSubscribe("", "", nats.BindStream(os.Args[4]), nats.DeliverNew(), nats.AckExplicit())
	check(err)
	payload := make([]byte, size)
	begun := time.Now()
	go func() {
		for n := 0; n < messages; n++ {
			_, err := out.PublishAsync(os.Args[3], payload)
			check(err)
		}
	}()
	for taken := 0; taken < messages; {
		batch, err := subscription.Fetch(500, nats.MaxWait(30*time.Second))
		check(err)
		for _, message := range batch {
			check(message.Ack())
		}
		taken += len(batch)
	}
	check(subscriber.Flush())
	fmt.Println(int(float64(messages) / time.Since(begun).Seconds()))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
