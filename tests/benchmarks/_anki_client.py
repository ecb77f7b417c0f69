"""Anki's own client, driven line by line: run by Anki's environment, not by ours.

usage: python _anki_client.py COLLECTION ENDPOINT USER PASSWORD
stdin: ``answer N`` or ``sync``; stdout: a line of JSON for each.
"""

import json
import sys
import time

from anki.collection import Collection
from anki.sync_pb2 import SyncCollectionResponse

CARDS = 3_600


def main(path, endpoint, user, password):
    collection = Collection(path)
    config = collection.decks.all_config()[0]
    config["new"]["perDay"] = config["rev"]["perDay"] = 9_999
    collection.decks.save(config)
    kind = collection.models.by_name("Basic")
    for number in range(CARDS):
        note = collection.new_note(kind)
        note["Front"], note["Back"] = f"Câu hỏi {number}", f"Trả lời {number}"
        collection.add_note(note, 1)
    auth = collection.sync_login(user, password, endpoint)
    told = collection.sync_collection(auth, False)
    if told.required != SyncCollectionResponse.NO_CHANGES:
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=told.server_media_usn, upload=True)
        collection.reopen(after_full_sync=True)
    collection.sync_collection(auth, False)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        command, *arguments = line.split()
        begun = time.monotonic()
        if command == "answer":
            for _ in range(int(arguments[0])):
                card = collection.sched.getCard()
                collection.sched.answerCard(card, 4)
            told = None
        else:
            told = collection.sync_collection(auth, False)
        answer = {"seconds": time.monotonic() - begun}
        if told is not None:
            answer["required"] = told.required
        print(json.dumps(answer), flush=True)
    collection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
