from bench.answers_by_page import page_table
if __name__ == "__main__":
    for line in page_table():
        print(line, flush=True)
